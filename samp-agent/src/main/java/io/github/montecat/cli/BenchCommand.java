package io.github.montecat.cli;

import io.github.montecat.bench.BenchmarkRun.Line;
import io.github.montecat.bench.BenchmarkRun;
import io.github.montecat.bench.RefinementRun;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.dl4j.TrainingLibraries;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat bench}: how fast this machine infers and trains, as ratios to what its arithmetic permits. */
public final class BenchCommand implements Command {

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "Measure how fast this machine infers and trains";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        return new Options().addOption(Option.builder().longOpt("seconds").hasArg().argName("N")
                .desc("time per measurement, of which there are three, and per warm-up (4)").get())
                .addOption(Option.builder().longOpt("refinement").desc("measure instead how long an exact posterior takes by "
                        + "importance sampling, as --refine does it, and by nested sampling").get());
    }

    @Override
    public String details() {
        return "Run it on a machine that does nothing else. The floor is the number of operations of the networks' matrix "
                + "products, the first layer once per spectrum, over the rate of large matrix products by OpenBLAS, "
                + "measured before and after each measurement. Times and ratios are medians. With --refinement the ratio is that "
                + "of the times of both ways for the same spectrum, measured one after the other; it takes some minutes.";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        TrainingLibraries.require("'montecat " + name() + "'");
        int seconds = arguments.integer("seconds", 1).orElse(4);
        if (arguments.has("refinement")) {
            refinement(seconds, console);
            return ExitCode.OK;
        }
        BenchmarkRun bench = new BenchmarkRun(seconds);
        console.remark(String.format(Locale.ROOT, "about %.1f minutes", bench.duration() / 60));
        BenchmarkRun.Result result;
        try (ConsoleProgress progress = console.progress("measuring", "measurements")) {
            result = bench.run(progress);
        }
        console.out().printf(Locale.ROOT, "Java %s, %d cores, kernel %s, matrix products %.0f to %.0f GFLOP/s%n",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), result.kernel(),
                result.slowest() / 1e9, result.fastest() / 1e9);
        TextTable table = new TextTable("what", "time [ms]", "floor [ms]", "ratio");
        for (Line line : result.lines()) {
            table.row(line.what(), String.format(Locale.ROOT, "%.1f", line.milliseconds()),
                    String.format(Locale.ROOT, "%.1f", line.milliseconds() / line.ratio()),
                    String.format(Locale.ROOT, "%.2f", line.ratio()));
        }
        console.out().print(table);
        console.out().printf(Locale.ROOT, "simulation, A, 3451 energies, 194 bins, Poisson noise included: %.0f spectra/s%n",
                result.simulatedPerSecond());
        return ExitCode.OK;
    }

    private static void refinement(int seconds, Console console) throws Exception {
        List<RefinementRun.Line> lines;
        try (ConsoleProgress progress = console.progress("measuring", "spectra")) {
            lines = new RefinementRun(seconds).run(progress);
        }
        TextTable table = new TextTable("one exact posterior", "refined [ms]", "no network [ms]", "nested [ms]",
                "refined/nested", "no network/nested");
        for (RefinementRun.Line line : lines) {
            table.row(line.what(), String.format(Locale.ROOT, "%.1f", line.refined()),
                    String.format(Locale.ROOT, "%.1f", line.sampled()), String.format(Locale.ROOT, "%.0f", line.nested()),
                    String.format(Locale.ROOT, "%.4f", line.refined() / line.nested()),
                    String.format(Locale.ROOT, "%.4f", line.sampled() / line.nested()));
        }
        console.out().print(table);
    }
}
