package io.github.montecat.plugin.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.util.concurrent.TimeUnit;

/**
 * Fetches what an agent on this machine serves. Any client on the hub may say that it is an agent, so other addresses
 * and files are refused, redirects are not followed, and time and size are bounded. Stateless.
 */
final class LoopbackFetch {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 30_000;
    private static final long TOTAL_MILLIS = 600_000;
    /** A result is held in memory, more than once while it is read. */
    private static final long MOST_BYTES = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 4);

    private LoopbackFetch() {
    }

    /**
     * @param address an {@code http} address on this machine
     * @return what is there
     * @throws IOException if it is another address, cannot be fetched, or takes too much time or memory
     */
    static byte[] fetch(String address) throws IOException {
        return fetch(address, TOTAL_MILLIS, MOST_BYTES);
    }

    static byte[] fetch(String address, long totalMillis, long mostBytes) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) loopback(address).openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) Math.min(SILENCE_MILLIS, totalMillis));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(totalMillis);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(address + ": the agent answers with status " + connection.getResponseCode());
            } else if (connection.getContentLengthLong() > mostBytes) {
                throw new IOException(address + " has more than " + mostBytes
                        + " bytes; give TOPCAT more memory (-Xmx)");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = connection.getInputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    bytes.write(buffer, 0, n);
                    if (bytes.size() > mostBytes) {
                        throw new IOException(address + " has more than " + mostBytes
                                + " bytes; give TOPCAT more memory (-Xmx)");
                    } else if (System.nanoTime() > end) {
                        throw new IOException(address + " is not here after " + totalMillis / 1000 + " s");
                    }
                }
            }
            return bytes.toByteArray();
        } finally {
            connection.disconnect();
        }
    }

    private static URL loopback(String address) throws IOException {
        URL url;
        try {
            url = new URL(address);
        } catch (MalformedURLException e) {
            throw new IOException("'" + address + "' is no address of a result", e);
        }
        if (!url.getProtocol().equalsIgnoreCase("http") || url.getHost().isEmpty()
                || !InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
            throw new IOException("'" + address + "' is no http address on this machine, as results of an agent have");
        }
        return url;
    }
}
