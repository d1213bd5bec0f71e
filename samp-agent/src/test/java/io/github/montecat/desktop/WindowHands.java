package io.github.montecat.desktop;

import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.ComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JSpinner;
import javax.swing.text.JTextComponent;

/** Uses the named controls of TOPCAT's windows as a user does. Runs inside TOPCAT, on its event thread only. */
final class WindowHands {

    private WindowHands() {
    }

    /** Presses a button or ticks a box. */
    static String press(String name) throws IOException {
        AbstractButton button = find(name, AbstractButton.class);
        if (!button.isEnabled()) {
            throw new IOException(name + " is greyed");
        }
        button.doClick();
        return "";
    }

    /** Chooses the first item that shows the text, types it where that is allowed, or sets a number. */
    static String choose(String name, String text) throws IOException {
        if (find(name, JComponent.class) instanceof JSpinner spinner) {
            spinner.setValue(Integer.valueOf(text));
            return "";
        }
        JComboBox<?> box = find(name, JComboBox.class);
        ComboBoxModel<?> model = box.getModel();
        for (int i = 0; i < model.getSize(); i++) {
            if (String.valueOf(model.getElementAt(i)).contains(text)) {
                box.setSelectedIndex(i);
                return String.valueOf(box.getSelectedItem());
            }
        }
        if (box.isEditable()) {
            box.setSelectedItem(text);
            return text;
        }
        throw new IOException(name + " does not offer " + text);
    }

    /** What a control shows: a text, or the chosen item. */
    static String read(String name) throws IOException {
        JComponent component = find(name, JComponent.class);
        if (component instanceof JTextComponent text) {
            return text.getText();
        } else if (component instanceof JComboBox<?> box) {
            return String.valueOf(box.getSelectedItem());
        }
        return Boolean.toString(component.isEnabled());
    }

    /** All lines of a list as they are drawn, with a minus before those that are greyed. */
    static String items(String name) throws IOException {
        return linesOf(find(name, JComboBox.class));
    }

    private static <T> String linesOf(JComboBox<T> box) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < box.getItemCount(); i++) {
            Component line = box.getRenderer().getListCellRendererComponent(
                    new javax.swing.JList<>(), box.getItemAt(i), i, false, false);
            lines.add((line.isEnabled() ? "+" : "-") + ((javax.swing.JLabel) line).getText());
        }
        return String.join("\t", lines);
    }

    private static <T extends JComponent> T find(String name, Class<T> type) throws IOException {
        for (Window window : Window.getWindows()) {
            for (Component c : below(window)) {
                if (name.equals(c.getName()) && type.isInstance(c)) {
                    return type.cast(c);
                }
            }
        }
        throw new IOException("no control " + name);
    }

    /** All components in a container, however deep. */
    static List<Component> below(Container container) {
        List<Component> all = new ArrayList<>();
        for (Component c : container.getComponents()) {
            all.add(c);
            if (c instanceof Container inner) {
                all.addAll(below(inner));
            }
        }
        return all;
    }
}
