package io.github.montecat.plugin.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoopbackFetchTest {

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/redirect")) {
                exchange.getResponseHeaders().set("Location", "/result");
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(200, path.equals("/long") ? 1000 : 0);
                exchange.getResponseBody().write(new byte[1000]);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String failure(String address, long most) {
        return assertThrows(IOException.class, () -> LoopbackFetch.fetch(address, 10_000, most)).getMessage();
    }

    @Test
    void fetchesWhatAnAgentServes() throws IOException {
        assertArrayEquals(new byte[1000], LoopbackFetch.fetch(address("/result")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/x.fits", "https://127.0.0.1/x.fits", "ftp://127.0.0.1/x.fits",
            "file:///etc/passwd",
        "jar:file:///x.jar!/x", "http:///x", "x.fits", ""})
    void refusesOtherPlaces(String address) {
        assertTrue(failure(address, 1000).contains("'" + address + "' is no"));
    }

    @Test
    void refusesRedirectsAndWhatIsTooLong() {
        assertTrue(failure(address("/redirect"), 1000).contains("status 302"));
        assertTrue(failure(address("/result"), 999).contains("more than 999 bytes"));
        assertTrue(failure(address("/long"), 999).contains("more than 999 bytes"));
        assertTrue(failure(Path.of("x").toUri().toString(), 999).contains("is no http address"));
    }
}
