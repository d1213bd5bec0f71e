package io.github.montecat.agent;

import io.github.montecat.table.TableInput;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.astrogrid.samp.SampUtils;

/**
 * Fetches the tables that messages name by address. What comes over the network goes into a temporary file first, since
 * other clients serve a table for a short time only; a local file is read where it lies. Safe for use by several threads.
 */
final class TableFetcher {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    private final TemporaryFolder folder;

    TableFetcher(TemporaryFolder folder) {
        this.folder = folder;
    }

    /**
     * An open table and the files behind it.
     *
     * @param input the table
     * @param temporary the copy that was fetched, empty for a local file
     */
    record Fetched(TableInput input, Optional<Path> temporary) implements Closeable {

        @Override
        public void close() throws IOException {
            try (input) {
                // The table is closed before its file is deleted, even if that fails.
            } finally {
                if (temporary.isPresent()) {
                    Files.deleteIfExists(temporary.get());
                }
            }
        }
    }

    /**
     * @param address where the table is
     * @param format STIL's name of its format, empty to recognise it
     * @return the open table
     * @throws IOException if nothing can be fetched there or it is no table; the message names the address
     */
    Fetched fetch(String address, Optional<String> format) throws IOException {
        URL url;
        try {
            url = new URL(address);
        } catch (MalformedURLException e) {
            throw new IOException("'" + address + "' is no address of a table: " + e.getMessage(), e);
        }
        File local = SampUtils.urlToFile(url);
        if (local != null) {
            return new Fetched(TableInput.open(local.getPath(), format), Optional.empty());
        }
        Path file = folder.newFile("received", ".table");
        try {
            URLConnection connection = url.openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new IOException("cannot fetch the table from " + address + ": " + e.getMessage(), e);
            }
            return new Fetched(TableInput.open(file.toString(), format), Optional.of(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
