package io.github.montecat.cli;

import io.github.montecat.bench.BenchmarkRun;
import io.github.montecat.bench.BenchmarkRun.Line;
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
                .desc("time per measurement, after as long a warm-up (10)").get());
    }

    @Override
    public String details() {
        return "Run it on a machine that does nothing else. The floor is the number of operations of the networks' matrix "
                + "products, the first layer once per spectrum, over the rate of large matrix products, measured in the "
                + "same run. Each time is the median.";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        int seconds = arguments.integer("seconds", 1).orElse(10);
        console.remark("about " + 2 * seconds * BenchmarkRun.MEASUREMENTS / 60 + " minutes");
        BenchmarkRun.Result result = new BenchmarkRun(seconds).run();
        console.out().printf(Locale.ROOT, "Java %s, %d cores, kernel %s, matrix products %.1f GFLOP/s%n",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), result.kernel(),
                result.operationsPerSecond() / 1e9);
        TextTable table = new TextTable("what", "time [ms]", "floor [ms]", "ratio");
        for (Line line : result.lines()) {
            table.row(line.what(), String.format(Locale.ROOT, "%.1f", line.milliseconds()),
                    String.format(Locale.ROOT, "%.1f", line.floorMilliseconds()),
                    String.format(Locale.ROOT, "%.2f", line.milliseconds() / line.floorMilliseconds()));
        }
        console.out().print(table);
        console.out().printf(Locale.ROOT, "simulation, A, 3451 energies, 194 bins, Poisson noise included: %.0f spectra/s%n",
                result.simulatedPerSecond());
        return ExitCode.OK;
    }
}
