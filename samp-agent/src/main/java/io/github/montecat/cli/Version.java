package io.github.montecat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the program, as the build has written it. */
public final class Version {

    private static final String RESOURCE = "version.properties";

    private Version() {
    }

    /** @return such as {@code 0.1.0} */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " of the program itself", e);
        }
        return properties.getProperty("version");
    }
}
