package io.github.montecat.cli;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.result.ProgramVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the program and its source, as the build has written them. */
public final class Version {

    /** The source, which the jar of this module alone knows. */
    private static final String RESOURCE = "version.properties";

    private Version() {
    }

    /** @return such as {@code 0.1.0} */
    public static String current() {
        return ProgramVersion.current();
    }

    /**
     * @return the source commit, with {@code -dirty} after it if files had changed since;
     *         {@value BundleManifest#UNKNOWN} if the program was built without a Git repository
     */
    public static String commit() {
        String commit = property("commit");
        return !commit.matches("[0-9a-f]{40}") ? BundleManifest.UNKNOWN
                : commit + (property("dirty").equals("false") ? "" : "-dirty");
    }

    private static String property(String name) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " of the program itself", e);
        }
        return properties.getProperty(name);
    }
}
