package io.github.montecat.desktop;

import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.swing.AbstractAction;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.SwingUtilities;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.topcat.ControlWindow;
import uk.ac.starlink.topcat.TopcatModel;
import uk.ac.starlink.topcat.TopcatToolAction;

/**
 * Runs inside TOPCAT and does what a user would do with the mouse: takes one command per line from standard input and
 * answers each with one line on standard output, {@code ok} and a value or {@code failed} and why. {@link Topcat} is
 * the other end. TOPCAT makes it by the property {@code topcat.exttools}.
 */
public final class TopcatDriver extends AbstractAction implements TopcatToolAction {

    /** Begins every answer, so that what TOPCAT prints is not taken for one. */
    static final String MARK = "topcat-driver: ";

    private static final long serialVersionUID = 1;

    private final transient EventThreadWatch watch = new EventThreadWatch();
    private transient ControlWindow window;

    /** Called by TOPCAT. */
    public TopcatDriver() {
        super("Test driver");
    }

    @Override
    public void setParent(Component parent) {
        // Not ControlWindow.getInstance(): while the one window is being made that would make another.
        window = (ControlWindow) parent;
        watch.start();
        Thread thread = new Thread(this::obey, "test driver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        // Commands come by standard input.
    }

    private void obey() {
        answer(() -> {
            while (!await(window::isShowing)) {
                Thread.sleep(50);
            }
            return window.getTitle();
        });
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line;
                answer(() -> {
                    String[] words = command.split(" ", 2);
                    switch (words[0]) {
                        // TOPCAT itself does these on other threads.
                        case "evaluate":
                            return evaluate(words[1]);
                        case "action":
                            String[] idRowName = words[1].split(" ", 3);
                            TopcatModel table = await(() -> select(Integer.parseInt(idRowName[0])));
                            return ActivationHands.activate(table, Long.parseLong(idRowName[1]), idRowName[2]);
                        default:
                            return await(() -> run(words));
                    }
                });
            }
        } catch (IOException e) {
            System.out.println(MARK + "failed to read commands: " + e);
        }
    }

    private String run(String[] words) throws IOException {
        String argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "tables":
                return tables();
            case "broadcast":
                select(Integer.parseInt(argument));
                Action broadcast = window.getCommunicator().getTableTransmitter()
                        .getBroadcastAction();
                if (!broadcast.isEnabled()) {
                    throw new IOException("broadcast is greyed: no program on the hub takes tables");
                }
                broadcast.actionPerformed(new ActionEvent(window, 0, "broadcast"));
                return "";
            case "highlight":
                String[] numbers = argument.split(" ");
                TopcatModel table = select(Integer.parseInt(numbers[0]));
                long row = Long.parseLong(numbers[1]);
                table.highlightRow(row);
                window.getCommunicator().createRowActivity().highlightRow(table, row);
                return "";
            case "open":
                String[] idAndName = argument.split(" ", 2);
                select(Integer.parseInt(idAndName[0]));
                button(window, idAndName[1]).doClick();
                return "";
            case "place":
                String[] bounds = argument.split(" ", 5);
                window(bounds[4]).setBounds(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]),
                        Integer.parseInt(bounds[2]), Integer.parseInt(bounds[3]));
                return "";
            case "reveal":
                String[] columnAndTitle = argument.split(" ", 2);
                reveal(window(columnAndTitle[1]), columnAndTitle[0]);
                return "";
            case "stall":
                return Long.toString(watch.longestMillis());
            case "press":
                return WindowHands.press(argument);
            case "choose":
                String[] nameAndText = argument.split(" ", 2);
                return WindowHands.choose(nameAndText[0], nameAndText[1]);
            case "read":
                return WindowHands.read(argument);
            case "items":
                return WindowHands.items(argument);
            case "subset":
                String[] rows = argument.split(" ");
                return TableHands.subset(select(Integer.parseInt(rows[0])), "part",
                        Arrays.copyOfRange(rows, 1, rows.length));
            case "sort":
                String[] sorted = argument.split(" ", 2);
                return TableHands.sort(select(Integer.parseInt(sorted[0])), sorted[1]);
            case "compute":
                String[] computed = argument.split(" ", 3);
                return TableHands.compute(select(Integer.parseInt(computed[0])), computed[1], computed[2]);
            case "activate":
                String[] activated = argument.split(" ");
                select(Integer.parseInt(activated[0])).highlightRow(Long.parseLong(activated[1]));
                return "";
            case "choosein":
                String[] inWindow = argument.split("\\|");
                return WindowHands.chooseIn(window(inWindow[0]), Integer.parseInt(inWindow[1]), inWindow[2]);
            case "pressin":
                String[] button = argument.split("\\|");
                return WindowHands.pressIn(window(button[0]), button[1]);
            case "branch":
                String[] tree = argument.split("\\|");
                return WindowHands.openBranch(window(tree[0]), tree[1]);
            case "page":
                return WindowHands.page(window(argument));
            case "exit":
                SwingUtilities.invokeLater(() -> window.exit(false));
                return "";
            default:
                throw new IOException("unknown command " + words[0]);
        }
    }

    private String evaluate(String argument) throws Exception {
        String[] idAndColumn = argument.split(" ", 2);
        return TableHands.evaluate(await(() -> select(Integer.parseInt(idAndColumn[0]))), idAndColumn[1]);
    }

    private String tables() {
        List<String> lines = new ArrayList<>();
        for (TopcatModel table : models(tableList())) {
            StarTable data = table.getApparentStarTable();
            lines.add(table.getID() + " " + data.getRowCount() + " " + data.getColumnCount() + " " + table.getLabel());
        }
        return String.join("\t", lines);
    }

    private TopcatModel select(int id) throws IOException {
        JList<?> list = tableList();
        for (TopcatModel table : models(list)) {
            if (table.getID() == id) {
                list.setSelectedValue(table, true);
                return table;
            }
        }
        throw new IOException("no table " + id);
    }

    private static List<TopcatModel> models(JList<?> list) {
        List<TopcatModel> models = new ArrayList<>();
        for (int i = 0; i < list.getModel().getSize(); i++) {
            models.add((TopcatModel) list.getModel().getElementAt(i));
        }
        return models;
    }

    /** The list of tables is the one list in the main window whose elements are tables, or that is still empty. */
    private JList<?> tableList() {
        for (Component c : WindowHands.below(window)) {
            if (c instanceof JList<?> list
                    && (list.getModel().getSize() == 0 || list.getModel().getElementAt(0) instanceof TopcatModel)) {
                return list;
            }
        }
        throw new IllegalStateException("TOPCAT's main window shows no list of tables");
    }

    private static AbstractButton button(Container window, String name) throws IOException {
        List<String> names = new ArrayList<>();
        for (Component c : WindowHands.below(window)) {
            if (c instanceof AbstractButton b && b.getAction() != null) {
                String own = String.valueOf(b.getAction().getValue(Action.NAME));
                if (own.equals(name)) {
                    return b;
                }
                names.add(own);
            }
        }
        throw new IOException("no button " + name + " but " + names);
    }

    private static Window window(String title) throws IOException {
        for (Window w : Window.getWindows()) {
            if (w instanceof JFrame f && f.isShowing() && f.getTitle().contains(title)) {
                return w;
            }
        }
        throw new IOException("no window " + title);
    }

    /** Scrolls a table so that the column and those after it are seen. */
    private static void reveal(Window window, String column) throws IOException {
        for (Component c : WindowHands.below(window)) {
            if (c instanceof JTable table && c.isShowing()) {
                for (int i = 0; i < table.getColumnCount(); i++) {
                    if (column.equals(String.valueOf(table.getColumnModel().getColumn(i).getHeaderValue()))) {
                        Rectangle cell = table.getCellRect(0, i, true);
                        cell.width = table.getVisibleRect().width;
                        table.scrollRectToVisible(cell);
                        return;
                    }
                }
            }
        }
        throw new IOException("no column " + column);
    }

    /** Does something on the event thread, where all of Swing lives. */
    private static <T> T await(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        SwingUtilities.invokeLater(task);
        return task.get();
    }

    private static void answer(Callable<String> work) {
        String line;
        try {
            line = "ok " + work.call();
        } catch (Exception e) {
            line = "failed " + e;
        }
        System.out.println(MARK + line.replaceAll("[\\r\\n]+", " "));
    }
}
