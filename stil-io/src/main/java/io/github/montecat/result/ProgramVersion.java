package io.github.montecat.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Montecat, as the build has written it. Stateless. */
public final class ProgramVersion {

    private static final String RESOURCE = "version.properties";

    private ProgramVersion() {
    }

    /** @return such as {@code 0.1.0} */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " of the program itself", e);
        }
        return properties.getProperty("version");
    }
}
