package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.montecat.xml.SelfContainedDocumentBuilderFactory;
import io.github.montecat.xml.SelfContainedSaxParserFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTableOutput;

/** No XML that a table is made of reaches a file or an address outside the table. */
class ForeignXmlTest {

    private static final String SECRET = "kept-to-oneself";

    @TempDir
    private Path folder;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private String address;
    private Path secret;

    @BeforeEach
    void start() throws IOException {
        secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] text = "<!ENTITY e 'fetched'>".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/x.dtd";
    }

    @AfterEach
    void stop() {
        server.stop(0);
        assertEquals(0, requests.get(), "requests to addresses in the XML");
    }

    private static String voTable(String doctype, String cell) {
        return "<?xml version='1.0'?>\n" + doctype + "<VOTABLE version='1.1'><RESOURCE><TABLE name='t'>"
                + "<PARAM name='p' datatype='char' arraysize='*' value='v'/>"
                + "<FIELD name='a' datatype='char' arraysize='*'/><DATA><TABLEDATA><TR><TD>" + cell + "</TD></TR>"
                + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
    }

    private Path file(String xml) throws IOException {
        return Files.writeString(folder.resolve("t.vot"), xml);
    }

    /** A FITS file with VOTable metadata before a table, whose XML begins with a DOCTYPE and uses an entity. */
    private Path fitsPlus(String doctype, String use) throws IOException {
        ColumnStarTable t = ColumnStarTable.makeTableWithRows(2);
        t.addColumn(ArrayColumn.makeColumn("counts", new int[][] {{1, 2}, {3, 4}}));
        Path file = folder.resolve("plus.fits");
        new StarTableOutput().writeStarTable(t, file.toString(), "fits-plus");
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        int dataStart = all.indexOf("<?xml");
        int rest = all.indexOf("XTENSION", dataStart);
        String xml = all.substring(dataStart, all.lastIndexOf('>', rest) + 1).replaceFirst("(?s)^(<\\?xml.*?\\?>)?",
                "<?xml version='1.0'?>" + doctype).replaceFirst("<RESOURCE>", "<RESOURCE><DESCRIPTION>" + use
                        + "</DESCRIPTION>");
        String header = all.substring(0, dataStart).replaceFirst("NAXIS1  = +\\d+",
                "NAXIS1  = " + String.format("%20d", xml.length()));
        String padded = xml + " ".repeat((2880 - xml.length() % 2880) % 2880);
        return Files.writeString(file, header + padded + all.substring(rest), StandardCharsets.ISO_8859_1);
    }

    private static String refusal(Path file) {
        String message = assertThrows(IOException.class, () -> TableInput.open(file.toString()).close()).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertFalse(message.contains(SECRET), message);
        return message;
    }

    private String entity(String uri) {
        return "<!DOCTYPE VOTABLE [<!ENTITY e SYSTEM '" + uri + "'>]>";
    }

    private String parameterEntity(String uri) {
        return "<!DOCTYPE VOTABLE [<!ENTITY % p SYSTEM '" + uri + "'> %p;]>";
    }

    @Test
    void refusesExternalEntitiesInVoTables() throws IOException {
        for (String uri : new String[] {secret.toUri().toString(), "secret.txt", address}) {
            String message = refusal(file(voTable(entity(uri), "&e;")));
            assertTrue(message.contains("external entity '") && message.contains("never loaded"), message);
            message = refusal(file(voTable(parameterEntity(uri), "&e;")));
            assertTrue(message.contains("external entity '"), message);
        }
    }

    @Test
    void refusesExternalEntitiesInFitsWithMetadata() throws IOException {
        for (String uri : new String[] {secret.toUri().toString(), address}) {
            assertTrue(refusal(fitsPlus(entity(uri), "&e;")).contains("external entity '"));
            assertTrue(refusal(fitsPlus(parameterEntity(uri), "&e;")).contains("external entity '"));
        }
        try (TableInput whole = TableInput.open(fitsPlus("", "plain").toString())) {
            assertEquals(2, whole.table().getRowCount());
        }
    }

    @Test
    void refusesUndeclaredEntities() throws IOException {
        String message = refusal(file(voTable("<!DOCTYPE VOTABLE SYSTEM '" + address + "'>", "&e;")));
        assertTrue(message.contains("entity 'e', which it does not declare"), message);
    }

    @Test
    void refusesDataKeptElsewhere() throws IOException {
        for (String uri : new String[] {secret.toUri().toString(), address}) {
            String xml = "<VOTABLE version='1.3'><RESOURCE><TABLE>"
                    + "<FIELD name='a' datatype='unsignedByte' arraysize='4'/>"
                    + "<DATA><BINARY><STREAM href='" + uri + "'/></BINARY></DATA></TABLE></RESOURCE></VOTABLE>";
            String message = refusal(file(xml));
            assertTrue(message.contains("STREAM with href"), message);
            message = refusal(file(xml.replace("BINARY>", "FITS>")));
            assertTrue(message.contains("element FITS"), message);
        }
    }

    @Test
    void refusesEntitiesThatMultiply() throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE VOTABLE [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l").append(i).append(" '").append(("&l" + (i - 1) + ";").repeat(10)).append("'>");
        }
        String message = refusal(file(voTable(laughs + "]>", "&l9;")));
        assertTrue(message.contains("entity expansions"), message);
        String quadratic = "<!DOCTYPE VOTABLE [<!ENTITY a '" + "a".repeat(100_000) + "'>]>";
        assertTrue(refusal(file(voTable(quadratic, "&a;".repeat(500)))).contains("limit"));
        assertTrue(refusal(fitsPlus(laughs + "]>", "&l9;")).contains("entity expansions"));
    }

    @Test
    void refusesElementsNestedTooDeep() throws IOException {
        String message = refusal(file("<VOTABLE>" + "<RESOURCE>".repeat(100_000) + "</RESOURCE>".repeat(100_000)
                + "</VOTABLE>"));
        assertTrue(message.contains("200"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<!DOCTYPE VOTABLE SYSTEM \"http://us-vo.org/xml/VOTable.dtd\">",
        "<!DOCTYPE VOTABLE SYSTEM 'ADDRESS'>", "<!DOCTYPE VOTABLE PUBLIC '-//x' 'ADDRESS'>",
        "<!DOCTYPE VOTABLE SYSTEM 'ADDRESS' [<!ENTITY unused SYSTEM 'ADDRESS'>]>"})
    void opensHarmlessDocuments(String doctype) throws IOException {
        Path file = file(voTable(doctype.replace("ADDRESS", address), "as it is &amp; &#65;"));
        try (TableInput input = TableInput.open(file.toString())) {
            assertEquals("as it is & A", input.table().getCell(0, 0));
        }
    }

    @Test
    void opensLongDocuments() throws IOException {
        String rows = "<TR><TD>abcdefgh &lt; &amp;</TD></TR>".repeat(50_000);
        Path file = file(voTable("", "x").replace("</TABLEDATA>", rows + "</TABLEDATA>"));
        try (TableInput input = TableInput.open(file.toString())) {
            assertEquals(50_001, input.table().getRowCount());
        }
    }

    /** JSAMP reads XML-RPC calls with a document builder, from whoever reaches its port. */
    @Test
    void givesEveryLibraryParsersThatLoadNothing() throws Exception {
        assertInstanceOf(SelfContainedSaxParserFactory.class, SAXParserFactory.newInstance());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        assertInstanceOf(SelfContainedDocumentBuilderFactory.class, factory);
        DocumentBuilder builder = factory.newDocumentBuilder();
        for (String uri : Arrays.asList(secret.toUri().toString(), address)) {
            for (String doctype : new String[] {entity(uri), parameterEntity(uri)}) {
                byte[] call = (doctype.replace("VOTABLE", "methodCall") + "<methodCall>&e;</methodCall>")
                        .getBytes(StandardCharsets.UTF_8);
                assertThrows(SAXException.class, () -> builder.parse(new ByteArrayInputStream(call)));
            }
        }
    }
}
