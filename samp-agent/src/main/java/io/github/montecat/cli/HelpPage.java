package io.github.montecat.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Lays out help: usage, options with their descriptions in a second column, wrapped to 100 characters. */
final class HelpPage {

    private static final int WIDTH = 100;
    private static final int LONGEST_TERM = 28;

    private HelpPage() {
    }

    static String overview(List<Command> commands) {
        StringBuilder page = new StringBuilder("usage: montecat COMMAND [OPTION...] [ARGUMENT...]\n\n"
                + "Monte Carlo Dropout inference of X-ray spectra for TOPCAT and DS9.\n\ncommands:\n");
        List<String[]> rows = new ArrayList<>();
        for (Command c : commands) {
            rows.add(new String[] {c.name(), c.summary()});
        }
        appendColumns(page, rows);
        return page.append("\n'montecat COMMAND --help' shows the options of a command, "
                + "'montecat --version' the version.\n").toString();
    }

    static String of(Command command, Options options) {
        StringBuilder page = new StringBuilder("usage: montecat ").append(command.name()).append(" [OPTION...]");
        if (!command.usageArguments().isEmpty()) {
            page.append(' ').append(command.usageArguments());
        }
        page.append("\n\n");
        appendWrapped(page, command.summary() + ".", 0);
        page.append("\noptions:\n");
        List<String[]> rows = new ArrayList<>();
        for (Option o : options.getOptions()) {
            String term = o.getOpt() == null ? "    --" + o.getLongOpt()
                    : o.getLongOpt() == null ? "-" + o.getOpt() : "-" + o.getOpt() + ", --" + o.getLongOpt();
            rows.add(new String[] {o.hasArg() ? term + " " + argumentName(o) : term, o.getDescription()});
        }
        appendColumns(page, rows);
        if (!command.details().isEmpty()) {
            page.append('\n').append(command.details().stripTrailing()).append('\n');
        }
        return page.toString();
    }

    private static String argumentName(Option option) {
        return option.getArgName() == null ? "VALUE" : option.getArgName();
    }

    private static void appendColumns(StringBuilder page, List<String[]> rows) {
        int column = rows.stream().mapToInt(r -> r[0].length()).filter(n -> n <= LONGEST_TERM).max().orElse(0) + 4;
        for (String[] row : rows) {
            page.append("  ").append(row[0]);
            if (row[0].length() > column - 4) {
                page.append('\n').append(" ".repeat(column));
            } else {
                page.append(" ".repeat(column - 2 - row[0].length()));
            }
            appendWrapped(page, row[1] == null ? "" : row[1], column);
        }
    }

    /** Appends text from the present column on; later lines are indented. */
    private static void appendWrapped(StringBuilder page, String text, int indent) {
        int used = indent;
        for (String word : text.split(" ")) {
            if (used > indent && used + 1 + word.length() > WIDTH) {
                page.append('\n').append(" ".repeat(indent));
                used = indent;
            } else if (used > indent) {
                page.append(' ');
                used++;
            }
            page.append(word);
            used += word.length();
        }
        page.append('\n');
    }
}
