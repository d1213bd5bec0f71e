package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of VOTables whose stated sizes took all memory before their data were missed. */
class VoTableSizesTest {

    @TempDir
    private Path folder;

    private String refusal(String field, String data) throws IOException {
        Path file = table(field, data);
        String message = assertThrows(TableReadException.class, () -> TableInput.open(file.toString())).getMessage();
        assertTrue(message.contains("t.vot"), message);
        return message;
    }

    private Path table(String field, String data) throws IOException {
        return Files.writeString(folder.resolve("t.vot"), "<VOTABLE version='1.3'><RESOURCE><TABLE>" + field + "<DATA>"
                + data + "</DATA></TABLE></RESOURCE></VOTABLE>");
    }

    private static String field(String type, String size) {
        return "<FIELD name='a' datatype='" + type + "' arraysize='" + size + "'/>";
    }

    private static String stream(String element, byte... bytes) {
        return "<" + element + "><STREAM encoding='base64'>" + Base64.getEncoder().encodeToString(bytes) + "</STREAM></"
                + element + ">";
    }

    @ParameterizedTest
    @CsvSource({"float, 2147483647", "double, 100", "char, 2000000000", "bit, 2000000000", "short, -5"})
    void refusesArraysThatAreNotThere(String type, int size) throws IOException {
        byte[] bytes = {(byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size, 0, 0};
        String message = refusal(field(type, "*"), stream("BINARY", bytes));
        assertTrue(message.contains("row 1, column a has " + size + " elements"), message);
        byte[] flagged = {0, bytes[0], bytes[1], bytes[2], bytes[3], 0};
        message = refusal(field(type, "3x*"), stream("BINARY2", flagged));
        assertTrue(message.contains("row 1, column a has " + size + " elements"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "2000x2000x2000", "99999999999999"})
    void refusesAbsurdShapes(String size) throws IOException {
        assertTrue(refusal(field("float", size), "<TABLEDATA><TR><TD>1 2</TD></TR></TABLEDATA>").contains("arraysize '"
                + size + "'"));
    }

    @Test
    void refusesManyBlankArrays() throws IOException {
        String message = refusal(field("double", "10000000"),
                "<TABLEDATA>" + "<TR><TD/></TR>".repeat(1000) + "</TABLEDATA>");
        assertTrue(message.contains("arraysize states more elements than the rows have"), message);
    }

    @Test
    void refusesRowsWithoutBytes() throws IOException {
        assertTrue(refusal(field("float", "0"), stream("BINARY", (byte) 1)).contains("no bytes"));
    }

    @Test
    void readsWhatIsThere() throws IOException {
        String both = field("short", "*") + field("int", "2");
        byte[] rows = {0, 0, 0, 1, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4};
        try (TableInput input = TableInput.open(
                table(both.replaceFirst("'a'", "'b'"), stream("BINARY", rows)).toString())) {
            assertEquals(2, input.table().getRowCount());
            assertEquals(4, ((int[]) input.table().getCell(1, 1))[1]);
        }
    }

    /** STIL would read the headers of such a file, which nothing has compared with its data. */
    @Test
    void refusesFitsInside() throws IOException {
        String message = refusal(field("int", "2"), stream("FITS", (byte) 'S'));
        assertTrue(message.contains("element FITS") && message.contains("use the FITS file itself"), message);
    }
}
