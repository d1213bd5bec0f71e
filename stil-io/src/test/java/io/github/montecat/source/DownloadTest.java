package io.github.montecat.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server that speaks HTTP badly where a test has it. */
@Timeout(30)
class DownloadTest {

    private static final DownloadLimits LIMITS = new DownloadLimits(Duration.ofMillis(400), Duration.ofMillis(900),
            100_000);
    private static final DownloadLimits PATIENT = new DownloadLimits(Duration.ofSeconds(20), Duration.ofSeconds(20),
            100_000);
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @TempDir
    private Path folder;
    private ServerSocket server;
    private volatile boolean hungUp;

    /** What the server does after it has read a request. */
    private interface Answer {
        void to(String path, OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private URL serving(String path, Answer answer) throws IOException {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    String request = request(socket.getInputStream());
                    answer.to(request.split(" ")[1], socket.getOutputStream());
                } catch (IOException e) {
                    hungUp = true;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new URL("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        return text.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Path file() {
        return folder.resolve("file");
    }

    private String failure(URL url, DownloadLimits limits) {
        String sentence = assertThrows(IOException.class,
                () -> Download.fetch(url, file(), limits, Download.StartCheck.NONE)).getMessage();
        assertTrue(sentence.contains(url.toString()), sentence);
        return sentence;
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"})
    void fetches(String answer) throws IOException {
        Download.fetch(serving("/", (path, out) -> out.write(ascii(answer))), file(), PATIENT,
                Download.StartCheck.NONE);
        assertEquals("hello", Files.readString(file()));
    }

    @Test
    void announcedSizeIsRefusedBeforeItComes() throws IOException {
        String sentence = failure(serving("/big", (path, out) -> out.write(ascii(HEAD
                + "Content-Length: 100001\r\n\r\n"))),
                PATIENT);
        assertTrue(sentence.contains("100001 bytes"), sentence);
    }

    @Test
    void endlessContentIsCutOff() throws IOException {
        String sentence = failure(serving("/endless", (path, out) -> {
            out.write(ascii(HEAD + "\r\n"));
            while (true) {
                out.write(new byte[5000]);
            }
        }), PATIENT);
        assertTrue(sentence.contains("has more than"), sentence);
        assertTrue(Files.size(file()) <= 100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "\r\nabc"})
    void silenceIsNotWaitedFor(String beginning) throws IOException {
        String sentence = failure(serving("/silent", (path, out) -> {
            out.write(ascii(beginning));
            out.flush();
            while (!server.isClosed()) {
                Thread.sleep(20);
            }
        }), LIMITS);
        assertTrue(sentence.contains("sends nothing for 400 ms"), sentence);
    }

    @Test
    void aSlowDripEndsWithTheTotalTime() throws IOException {
        String sentence = failure(serving("/drip", (path, out) -> {
            out.write(ascii(HEAD + "\r\n"));
            while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
        }), LIMITS);
        assertTrue(sentence.contains("is not here after 900 ms"), sentence);
    }

    @Test
    void anEndlessHeadEndsToo() throws IOException {
        failure(serving("/head", (path, out) -> {
            out.write(ascii(HEAD));
            for (int i = 0;; i++) {
                out.write(ascii("X-" + i + ": y\r\n"));
                out.flush();
                Thread.sleep(20);
            }
        }), LIMITS);
    }

    @Test
    void anEndlessErrorPageIsNotRead() throws Exception {
        String sentence = failure(serving("/error", (path, out) -> {
            out.write(ascii("HTTP/1.1 404 Not Found\r\n\r\n"));
            while (true) {
                out.write(new byte[5000]);
            }
        }), PATIENT);
        assertTrue(sentence.contains("404"), sentence);
        while (!hungUp) {
            Thread.sleep(10);
        }
    }

    @Test
    void anUnwantedStartEndsTheDownload() throws IOException {
        URL url = serving("/unwanted", (path, out) -> {
            out.write(ascii(HEAD + "\r\n"));
            while (true) {
                out.write(new byte[1000]);
            }
        });
        String sentence = assertThrows(IOException.class, () -> Download.fetch(url, file(), DownloadLimits.COMMAND,
                start -> {
                    throw new IOException(url + " is not wanted: " + start.length);
                })).getMessage();
        assertEquals(url + " is not wanted: " + TableSignature.LENGTH, sentence);
    }

    @Test
    void followsRedirectsToWebAddressesOnly() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "swordfish");
        URL root = serving("/", (path, out) -> {
            String target = switch (path) {
                case "/once" -> "/there";
                case "/round" -> "/round";
                case "/file" -> secret.toUri().toString();
                case "/jar" -> "jar:" + secret.toUri() + "!/x";
                case "/ftp" -> "ftp://127.0.0.1/x";
                case "/empty" -> "http:///x";
                default -> "";
            };
            out.write(ascii(target.isEmpty() ? HEAD + "Content-Length: 2\r\n\r\nhi"
                    : "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + "\r\n\r\n"));
        });
        Download.fetch(new URL(root, "once"), file(), PATIENT, Download.StartCheck.NONE);
        assertEquals("hi", Files.readString(file()));
        assertTrue(failure(new URL(root, "round"), PATIENT).contains("more than 5 times"));
        for (String path : new String[] {"file", "jar", "ftp", "empty"}) {
            assertTrue(failure(new URL(root, path), PATIENT).contains("is not followed"), path);
        }
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        URL absent = serving("/absent", (path,
                out) -> out.write(ascii("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")));
        assertThrows(FileNotFoundException.class, () -> Download.fetch(absent, file(), PATIENT,
                Download.StartCheck.NONE));
        // A port at which nobody ever listened: one that is closed while a thread waits at it may answer for a moment.
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String sentence = failure(new URL("http://127.0.0.1:" + port + "/absent"), PATIENT);
        assertTrue(sentence.contains("no server answers"), sentence);
        assertTrue(failure(new URL("http://127.0.0.1/a b"), PATIENT).contains("no address"));
    }

    @Test
    void decompressesNoMoreThanTheLimit() throws IOException {
        byte[] content = new byte[100_000];
        Path zipped = Files.write(folder.resolve("z.gz"), gzip(content));
        assertTrue(PlainFile.isCompressed(zipped));
        PlainFile.decompress(zipped, folder.resolve("plain"), "z", PATIENT);
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("plain")));
        Files.write(zipped, gzip(new byte[100_001]));
        String sentence = assertThrows(IOException.class,
                () -> PlainFile.decompress(zipped, folder.resolve("bomb"), "z", PATIENT)).getMessage();
        assertTrue(sentence.contains("z, decompressed, has more than"), sentence);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void kindsOfTableAreToldByTheirStart() throws IOException {
        assertTrue(TableSignature.isPossible(ascii("SIMPLE  =                    T")));
        assertTrue(TableSignature.isPossible(ascii("<?xml version='1.0'?>\n<!-- a -->\n<VOTABLE version='1.4'>")));
        assertTrue(TableSignature.isPossible(ascii("<v:VOTABLE>")));
        assertTrue(TableSignature.isPossible(ascii("# %ECSV 1.0\n")));
        assertTrue(TableSignature.isPossible(gzip(ascii("SIMPLE  =                    T"))));
        for (String text : new String[] {"", "SIMPLE", "root:x:0:0", "a,b\n1,2\n", "<html>", "see <VOTABLE>",
                "# ECSV"}) {
            assertTrue(!TableSignature.isPossible(ascii(text)) && !TableSignature.isPossible(gzip(ascii(text)))
                    || text.isEmpty(), text);
        }
    }

    @Test
    void whatIsCompressedTwiceIsRefused() throws IOException {
        Path zipped = Files.write(folder.resolve("z.gz"), gzip(gzip(new byte[10])));
        String sentence = assertThrows(IOException.class,
                () -> PlainFile.decompress(zipped, folder.resolve("plain"), "z.gz", PATIENT)).getMessage();
        assertTrue(sentence.contains("z.gz is compressed twice"), sentence);
    }

    /** STIL's bzip2 decoder throws ArrayIndexOutOfBoundsException on this. */
    @Test
    void damagedBzip2IsASentence() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("425a68393141592653596b5cfe57000117be0040004000000202264c002000508018052a"
                + "9a347a4e813427626826c4c1304f84c1382704fc5dc914e14241ad73f95c");
        bytes[38] = 115;
        Path damaged = Files.write(folder.resolve("z.bz2"), bytes);
        String sentence = assertThrows(IOException.class,
                () -> PlainFile.decompress(damaged, folder.resolve("plain"), "z.bz2", PATIENT)).getMessage();
        assertEquals("z.bz2 cannot be decompressed: the file is damaged", sentence);
    }

    @Test
    void aFolderThatIsGoneIsNoDamage() throws IOException {
        Path zipped = Files.write(folder.resolve("z.gz"), gzip(new byte[10]));
        Path plain = folder.resolve("gone").resolve("plain");
        assertThrows(NoSuchFileException.class, () -> PlainFile.decompress(zipped, plain, "z.gz", PATIENT));
    }

    /** The other addresses are of a network for documentation (RFC 5737), which no machine has. */
    @Test
    void noOtherMachineRedirectsToThisOne() throws IOException {
        URI other = URI.create("http://203.0.113.1/x");
        List<String> hosts = new ArrayList<>(List.of("127.0.0.1", "127.1.2.3", "[::1]", "0.0.0.0", "[::]", "localhost"));
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance).forEach(a -> hosts.add(a.getHostAddress()));
        for (String host : hosts) {
            String sentence = assertThrows(IOException.class, () -> Download.redirected(other, "http://" + host + "/y"),
                    host).getMessage();
            assertTrue(sentence.contains("redirects to this machine"), sentence);
            assertEquals("/y", Download.redirected(URI.create("http://127.0.0.1/x"), "http://" + host + "/y").getPath());
        }
        assertEquals("http://203.0.113.2/y", Download.redirected(other, "http://203.0.113.2/y").toString());
    }

    @Test
    void trickleIsGivenUpLongBeforeTheTimeIsUp() throws IOException {
        DownloadLimits patient = new DownloadLimits(Duration.ofMillis(300), Duration.ofSeconds(25), 100_000, 1000);
        URL url = serving("/trickle", (path, out) -> {
            out.write(ascii(HEAD + "\r\n"));
            while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(20);
            }
        });
        String sentence = failure(url, patient);
        assertTrue(sentence.contains("comes too slowly") && sentence.contains("1000 bytes per second"), sentence);
    }
}
