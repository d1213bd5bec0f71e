package io.github.montecat.cli;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.ogip.ResponseWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a bundle's response as an OGIP file: its channels are the bundle's bins, numbered from 1. */
final class BundleResponse {

    /** Number of the first bin. */
    static final int FIRST_BIN = 1;

    private BundleResponse() {
    }

    static void write(ModelBundle bundle, Path file) throws IOException {
        var instrument = bundle.manifest().instrument();
        new ResponseWriter(instrument.telescope(), instrument.instrument(), FIRST_BIN, List.of(
                "Response of the Montecat bundle " + bundle.name() + " " + bundle.version() + ".",
                "Its channels are the bundle's bins: " + bundle.grouping() + " of " + bundle.channelCount()
                        + ", counted from 0.",
                instrument.response())).write(file, bundle.response());
    }
}
