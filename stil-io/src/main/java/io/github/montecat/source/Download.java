package io.github.montecat.source;

import io.github.montecat.error.ErrorSentence;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Fetches addresses into files, within limits of time and size. Redirects are followed between {@code http} and
 * {@code https} addresses only, never from {@code https} to {@code http}, and never from another machine to this one.
 * Stateless; safe for use by several threads.
 */
public final class Download {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 100;
    private static final int MOST_REDIRECTS = 5;
    private static final int OK = 200;

    /** Made when first needed: it has a thread. */
    private static final class Client {
        private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** Looks at the start of what comes, so that the rest need not be fetched if it is of no use. */
    @FunctionalInterface
    public interface StartCheck {

        /** Takes everything. */
        StartCheck NONE = start -> { };

        /**
         * @param start the first bytes, {@link TableSignature#LENGTH} of them or all there are
         * @throws IOException if the rest is not wanted; the message says why
         */
        void check(byte[] start) throws IOException;
    }

    private Download() {
    }

    /**
     * Fetches an address into a file.
     *
     * @param url an {@code http}, {@code https} or {@code ftp} address
     * @param file where its content goes; must not exist. What has come of a failed download stays there
     * @param limits most time and bytes
     * @param check looks at the first bytes
     * @throws FileNotFoundException if the server has nothing at the address
     * @throws IOException if it cannot be fetched within the limits; the message names the address
     */
    public static void fetch(URL url, Path file, DownloadLimits limits, StartCheck check) throws IOException {
        String scheme = url.getProtocol().toLowerCase(Locale.ROOT);
        Watch watch = new Watch(url.toString(), limits);
        if (scheme.equals("ftp")) {
            fetchFtp(url, file, watch, check);
            return;
        }
        URI place = uri(url.toString());
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<Void> response = get(place, file, watch, check);
            if (response.statusCode() == OK) {
                return;
            }
            String target = response.headers().firstValue("Location").orElse("");
            if (response.statusCode() / 100 != 3 || target.isEmpty()) {
                String message = url + ": the server answers with status " + response.statusCode();
                throw response.statusCode() == 404 || response.statusCode() == 410
                        ? new FileNotFoundException(message + ", there is nothing at this address")
                        : new IOException(message);
            }
            place = redirected(place, target);
        }
        throw new IOException(url + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private static URI uri(String text) throws IOException {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("(?i)https?")) {
                throw new IOException("'" + text + "' is no address with http or https and a host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IOException("'" + text + "' is no address: " + e.getReason(), e);
        }
    }

    /**
     * @param from the address that redirects
     * @param target where to, relative or whole
     * @return the address to go on with
     * @throws IOException if it must not be followed
     */
    static URI redirected(URI from, String target) throws IOException {
        URI to;
        try {
            to = uri(from.resolve(target).toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(from + " redirects to something else than an http or https address, which is not "
                    + "followed", e);
        }
        if (from.getScheme().equalsIgnoreCase("https") && to.getScheme().equalsIgnoreCase("http")) {
            throw new IOException(from + " redirects from https to http, which is not followed");
        } else if (addresses(to).anyMatch(Download::isOfThisMachine)
                && !addresses(from).allMatch(Download::isOfThisMachine)) {
            throw new IOException(from + " redirects to this machine, which is not followed");
        }
        return to;
    }

    private static Stream<InetAddress> addresses(URI uri) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(uri.getHost().replaceAll("[\\[\\]]", "")));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress() || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            // The machine does not tell its addresses.
            return false;
        }
    }

    private static HttpResponse<Void> get(URI place, Path file, Watch watch, StartCheck check) throws IOException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(place).GET().build();
        } catch (IllegalArgumentException e) {
            throw new IOException(place + " is no address: " + ErrorSentence.of(e), e);
        }
        BodyToFile body = new BodyToFile(file, watch, check);
        CompletableFuture<HttpResponse<Void>> answer = Client.HTTP.sendAsync(request,
                info -> info.statusCode() == OK
                        ? body.expecting(info.headers().firstValueAsLong("Content-Length").orElse(-1))
                        : body.ignoring());
        try {
            while (true) {
                try {
                    return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    watch.requireTime();
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(sentence(watch.name(), e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching " + watch.name());
        } finally {
            // Closes the connection, unless all is here.
            answer.cancel(true);
            body.close();
        }
    }

    private static String sentence(String name, Throwable error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        if (message.contains(name)) {
            return message;
        } else if (error instanceof HttpConnectTimeoutException) {
            return name + " cannot be fetched: no connection within " + CONNECT.toSeconds() + " s";
        } else if (error instanceof UnresolvedAddressException || error.getCause() instanceof UnresolvedAddressException
                || error instanceof UnknownHostException) {
            return name + " cannot be fetched: unknown host";
        } else if (error instanceof ConnectException) {
            return name + " cannot be fetched: no server answers there";
        }
        return name + " cannot be fetched: " + (message.isBlank() ? "the connection broke" : message);
    }

    /** The client of {@code java.net.http} knows no ftp. Between bytes Java's own time limit holds. */
    private static void fetchFtp(URL url, Path file, Watch watch, StartCheck check) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) Math.min(Integer.MAX_VALUE, watch.limits().silence().toMillis()));
        try (InputStream in = connection.getInputStream(); StartedFile out = new StartedFile(file, watch, check)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                watch.requireTime();
                out.write(ByteBuffer.wrap(buffer, 0, n));
            }
            out.finish();
        }
    }
}
