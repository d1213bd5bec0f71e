package io.github.montecat.ogip;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds response files by the names that spectra have for them: beside the spectrum, then in further folders, in their
 * order. In each folder the name itself counts first, then the name with {@code .gz}, then the name with a version
 * before its suffix, since {@code epn_e3_ef20_sdY9.rmf} is distributed as {@code epn_e3_ef20_sdY9_v19.0.rmf}; of
 * several versions the highest counts. Immutable and safe for use by several threads.
 */
public final class ResponseSearch {

    /** Environment variable with further folders, separated as in {@code PATH}. */
    public static final String VARIABLE = "MONTECAT_RESPONSES";

    private static final String GZ = ".gz";

    private final List<Path> folders;

    /** @param folders folders to look in after the spectrum's own */
    public ResponseSearch(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * @param folders folders that the user names
     * @param variable what {@link #VARIABLE} has, null or empty for none
     * @return a search in both, the user's first
     */
    public static ResponseSearch in(List<Path> folders, String variable) {
        List<Path> all = new ArrayList<>(folders);
        if (variable != null) {
            Arrays.stream(variable.split(Pattern.quote(File.pathSeparator))).filter(f -> !f.isBlank())
                    .forEach(f -> all.add(Path.of(f.trim())));
        }
        return new ResponseSearch(all);
    }

    /**
     * @param first folders to look in before the others
     * @return a search in all
     */
    ResponseSearch before(List<Path> first) {
        return new ResponseSearch(Stream.concat(first.stream(), folders.stream()).toList());
    }

    /** @return where files are looked for, in words such as {@code beside the spectra or in caldb} */
    String places() {
        return "beside the spectra" + (folders.isEmpty() ? "" : " or in "
                + folders.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    /**
     * @param name RESPFILE, ANCRFILE or BACKFILE
     * @return whether it says that there is no such file
     */
    public static boolean isNone(String name) {
        return name.isBlank() || name.trim().equalsIgnoreCase("none");
    }

    /**
     * @param name what a spectrum calls the file, as a path from its own folder; {@code none} for no file
     * @return the file; empty if there is none
     */
    public Optional<Path> find(String name) {
        if (isNone(name)) {
            return Optional.empty();
        }
        Path path;
        try {
            path = Path.of(name.trim());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        Path file = path.getFileName();
        if (file == null) {
            return Optional.empty();
        }
        Path own = path.toAbsolutePath().getParent();
        return Stream.concat(Stream.ofNullable(own), folders.stream()).map(folder -> find(folder, file.toString()))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Path> find(Path folder, String name) {
        for (String exact : List.of(name, name + GZ)) {
            if (Files.isRegularFile(folder.resolve(exact))) {
                return Optional.of(folder.resolve(exact));
            }
        }
        int dot = name.lastIndexOf('.');
        if (dot < 1 || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Pattern versioned = Pattern.compile(Pattern.quote(name.substring(0, dot)) + "_v(\\d{1,9}(?:\\.\\d{1,9})*)"
                + Pattern.quote(name.substring(dot)) + "(?:\\.gz)?");
        record Version(Path file, int[] numbers) {
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> {
                Matcher m = versioned.matcher(f.getFileName().toString());
                return m.matches() ? Optional.of(new Version(f, Arrays.stream(m.group(1).split("\\."))
                        .mapToInt(Integer::parseInt).toArray())) : Optional.<Version>empty();
            }).flatMap(Optional::stream).filter(v -> Files.isRegularFile(v.file()))
                    .max((a, b) -> Arrays.compare(a.numbers(), b.numbers())).map(Version::file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
