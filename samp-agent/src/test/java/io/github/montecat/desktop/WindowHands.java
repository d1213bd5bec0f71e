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
import javax.swing.JEditorPane;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JSpinner;
import javax.swing.JTree;
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

    /** Chooses an item in the n-th of the lists, shown in a window, that offer it. */
    static String chooseIn(Window window, int number, String text) throws IOException {
        int found = 0;
        for (Component c : below(window)) {
            if (c instanceof JComboBox<?> box && c.isShowing()) {
                for (int i = 0; i < box.getItemCount(); i++) {
                    if (String.valueOf(box.getItemAt(i)).contains(text) && found++ == number) {
                        box.setSelectedIndex(i);
                        return "";
                    }
                }
            }
        }
        throw new IOException(text + " is offered by " + found + " lists");
    }

    /** Presses the button with a text in a window. */
    static String pressIn(Window window, String text) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Component c : below(window)) {
            if (c instanceof AbstractButton button && c.isShowing()) {
                if (text.equals(button.getText()) || text.equals(button.getToolTipText())) {
                    button.doClick();
                    return "";
                }
                texts.add(button.getText());
            }
        }
        throw new IOException("no button " + text + " but " + texts);
    }

    /** Opens the branch of a tree that shows a text, and selects its first leaf. */
    static String openBranch(Window window, String text) throws IOException {
        for (Component c : below(window)) {
            if (c instanceof JTree tree && c.isShowing()) {
                for (int row = 0; row < tree.getRowCount(); row++) {
                    tree.expandRow(row);
                    if (textOf(tree, row).contains(text)) {
                        tree.setSelectionRow(row + 1);
                        tree.scrollRowToVisible(Math.min(tree.getRowCount() - 1, row + 12));
                        return textOf(tree, row + 1);
                    }
                    if (row > 0) {
                        tree.collapseRow(row);
                    }
                }
            }
        }
        throw new IOException("no branch " + text);
    }

    private static String textOf(JTree tree, int row) {
        Component line = tree.getCellRenderer().getTreeCellRendererComponent(tree,
                tree.getPathForRow(row).getLastPathComponent(), false, true, false, row, false);
        return line instanceof JLabel label ? label.getText() : "";
    }

    /** What the first page of text in a window says. */
    static String page(Window window) throws IOException {
        for (Component c : below(window)) {
            if (c instanceof JEditorPane pane && c.isShowing()) {
                return pane.getText();
            }
        }
        throw new IOException("no page");
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
        JComboBox<?> box = find(name, JComboBox.class);
        return linesOf(box);
    }

    private static <T> String linesOf(JComboBox<T> box) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < box.getItemCount(); i++) {
            Component line = box.getRenderer().getListCellRendererComponent(
                    new JList<>(), box.getItemAt(i), i, false, false);
            lines.add((line.isEnabled() ? "+" : "-") + ((JLabel) line).getText());
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
