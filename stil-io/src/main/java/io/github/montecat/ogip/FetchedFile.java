package io.github.montecat.ogip;

import io.github.montecat.source.Download;
import io.github.montecat.source.DownloadLimits;
import io.github.montecat.source.PlainFile;
import io.github.montecat.source.TableSignature;
import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A FITS file that was fetched into a temporary folder, which is deleted by {@link #close}.
 *
 * @param path the file, not compressed
 */
record FetchedFile(Path path) implements Closeable {

    /**
     * @param url address of a FITS file
     * @param limits most time and bytes
     * @return the file
     * @throws IOException if it cannot be fetched or is not FITS
     */
    static FetchedFile fetch(URL url, DownloadLimits limits) throws IOException {
        Path folder = Files.createTempDirectory("montecat-pha-");
        Path file = folder.resolve("download");
        Path plain = folder.resolve("plain");
        try {
            Download.fetch(url, file, limits, start -> {
                if (!TableSignature.isPossible(start)) {
                    throw new OgipFormatException(url + " is not a FITS file");
                }
            });
            if (PlainFile.isCompressed(file)) {
                PlainFile.decompress(file, plain, url.toString(), limits);
                Files.delete(file);
                return new FetchedFile(plain);
            }
            return new FetchedFile(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(plain);
            Files.delete(folder);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.delete(path.getParent());
    }
}
