package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.FitPlan;
import io.github.montecat.output.OutputException;
import io.github.montecat.result.ChainWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the posteriors of rows as chains into a folder: a file per row, with several models one per row and model. Not
 * safe for use by several threads.
 */
final class ChainFolder {

    private final Path folder;
    private final String source;
    private final int digits;
    private final FitPlan plan;
    private final List<String> prefixes;
    private final Console console;
    private String failure;

    /**
     * @param folder the folder, which is there
     * @param source name of the table of spectra
     * @param rows number of its rows
     * @param plan how they are fitted
     * @param console where it is said that a file cannot be written
     */
    ChainFolder(Path folder, String source, long rows, FitPlan plan, Console console) {
        this.folder = folder;
        this.source = source;
        this.digits = Long.toString(rows).length();
        this.plan = plan;
        this.prefixes = plan.models().prefixes();
        this.console = console;
    }

    /**
     * Writes the chains of a row. After a failure nothing more is written: the result table may still be, and all fits
     * would be lost otherwise.
     *
     * @param fits the outcomes of the row
     * @throws IOException if a chain cannot be made
     */
    void write(RowFits fits) throws IOException {
        for (int m = 0; m < fits.results().size() && failure == null; m++) {
            FitResult result = fits.results().get(m);
            if (result.posterior().isPresent()) {
                String end = fits.results().size() == 1 ? "" : "-" + prefixes.get(m);
                try {
                    ChainWriter.write(folder.resolve(name(result.row(), end)), result, plan.settings(), source);
                } catch (OutputException e) {
                    failure = e.getMessage();
                    console.error(failure + "; fitting goes on without chains");
                }
            }
        }
    }

    /** Rows are numbered from 1, as TOPCAT and FITS do, with zeros in front so that names sort. */
    private String name(long row, String end) {
        return source.replaceFirst("(?<=.)\\.[^.]*$", "") + String.format(Locale.ROOT, "-row%0" + digits + "d", row + 1)
                + end + ".fits";
    }

    /** @return why chains are missing; empty if none is */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
