package io.github.montecat.cli;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import java.io.PrintStream;
import java.util.Locale;

/** Prints the error metrics of a bundle as a small table. */
final class DiagnosticsText {

    private DiagnosticsText() {
    }

    static void print(ModelBundle bundle, BundleManifest.Diagnostics d, PrintStream out) {
        out.println(bundle.name() + " " + bundle.version() + ": " + d.testSpectra() + " test spectra, prediction is the "
                + "mean of " + d.passes() + " passes, parameters scaled to [0,1] over the prior");
        out.printf(Locale.ROOT, "%-16s %10s %10s %10s %8s%n", "parameter", "MSE", "MSLE", "MAE", "R2");
        d.parameters().forEach((name, m) -> line(name, m, out));
        line("mean", d.mean(), out);
    }

    private static void line(String name, BundleManifest.Metrics m, PrintStream out) {
        out.printf(Locale.ROOT, "%-16s %10.3e %10.3e %10.3e %8.4f%n", name, m.mse(), m.msle(), m.mae(), m.r2());
    }
}
