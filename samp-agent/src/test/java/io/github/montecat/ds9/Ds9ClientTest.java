package io.github.montecat.ds9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ds9ClientTest {

    @ParameterizedTest
    @ValueSource(strings = {"file:/tmp/a%20b", "file:///tmp/a%20b", "file://localhost//tmp/a%20b", "FILE:///tmp/a%20b",
        "File://LocalHost/tmp/a%20b"})
    void addressesOfFilesAreOfAnyCase(String url) throws IOException {
        assertEquals(Path.of("/tmp/a b"), Ds9Client.path(url));
    }

    @Test
    void otherAddressesAreRefused() {
        String message = assertThrows(IOException.class, () -> Ds9Client.path("http://x/file:/tmp/a")).getMessage();
        assertTrue(message.contains("expected the address of a file"), message);
    }
}
