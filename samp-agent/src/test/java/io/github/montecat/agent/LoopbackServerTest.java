package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.astrogrid.samp.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LoopbackServerTest {

    @Test
    void servesAFileUntilWithdrawn(@TempDir Path folder) throws Exception {
        byte[] content = "some bytes".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("a"), content);
        try (LoopbackServer server = new LoopbackServer()) {
            URL url = server.share("a b.fits", "application/fits", file);
            assertEquals("127.0.0.1", url.getHost());
            assertTrue(server.isOwn(url.toString()));
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            assertEquals("application/fits", connection.getContentType());
            assertEquals(content.length, connection.getContentLengthLong());
            try (var in = connection.getInputStream()) {
                assertArrayEquals(content, in.readAllBytes());
            }
            server.withdraw(url);
            assertThrows(IOException.class, () -> url.openStream().close());
        }
    }

    @Test
    void foreignAddressIsNotOwn() throws Exception {
        try (LoopbackServer a = new LoopbackServer(); LoopbackServer b = new LoopbackServer()) {
            URL url = b.shareResource(SampAgent.class, "montecat.png", "image/png");
            assertFalse(a.isOwn(url.toString()));
        }
    }

    @Test
    void metadataAreCompleteAndServed() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Metadata metadata = AgentMetadata.of(server, "1.2.3");
            metadata.check();
            assertEquals("Montecat", metadata.getName());
            assertEquals("1.2.3", metadata.get("montecat.version"));
            assertTrue(metadata.containsKey("author.name"));
            try (var in = metadata.getIconUrl().openStream()) {
                assertEquals(64, javax.imageio.ImageIO.read(in).getWidth());
            }
            try (var in = metadata.getDocumentationUrl().openStream()) {
                assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("montecat.fit"));
            }
        }
    }

    @Test
    void textBecomesPrintableAscii() {
        assertEquals("e ?? - a\nb", SampText.of("\u00e9 \u03b1\u03b2 - a\nb"));
        assertEquals("", SampText.of(null));
    }
}
