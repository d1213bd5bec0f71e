package io.github.montecat.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a reader under test needs beside its input: a folder, and somebody to tell what it said. */
final class Trial {

    private final Path folder;
    private final List<Exception> said = new ArrayList<>();

    Trial(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Writes a file into the folder. */
    Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** Notes an error of a row or a region, whose message shall be a sentence. */
    void said(Exception error) {
        said.add(error);
    }

    /** Notes a remark, which shall be a sentence. */
    void said(String remark) {
        said(new Remark(remark));
    }

    /** A remark among errors. */
    private static final class Remark extends Exception {

        private static final long serialVersionUID = 1L;

        Remark(String message) {
            super(message, null, false, false);
        }
    }

    /** Hands over what was said since the last call. */
    List<Exception> takeSaid() {
        List<Exception> all = List.copyOf(said);
        said.clear();
        return all;
    }
}
