package io.github.montecat.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Compares the array sizes that a VOTable states with the data that are there. STIL takes memory for an array when it
 * has read its size, so a few bytes could take all there is. Not safe for use by several threads.
 *
 * <p>Source: VOTable 1.4, sections 2.2 (arrays), 5.3 and 5.4 (BINARY and BINARY2).
 */
final class VoTableSizes extends DefaultHandler {

    /** Cells that are blank may take this much, however short the file is. */
    private static final long ALLOWANCE = 64L << 20;
    /** A number is at least a digit and a blank; STIL keeps 16 bytes at most of it. */
    private static final long BYTES_PER_CHARACTER = 8;

    private final long length;
    private final List<VoTableField> fields = new ArrayList<>();
    private BinaryStreamCheck stream;
    private boolean binary;
    private boolean binary2;
    private long rowBytes;
    private long tableBytes;

    private VoTableSizes(long length) {
        this.length = length;
    }

    /**
     * @param in a VOTable
     * @param length its length in bytes
     * @throws IOException if it cannot be read
     * @throws SAXException if it is no XML, states sizes that its data do not have, or holds a FITS file, whose sizes
     *         are not compared
     * @throws ParserConfigurationException if there is no parser
     */
    static void require(InputStream in, long length) throws IOException, SAXException, ParserConfigurationException {
        SAXParserFactory.newInstance().newSAXParser().parse(in, new VoTableSizes(length));
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        switch (name(qName)) {
            case "TABLE" -> {
                fields.clear();
                rowBytes = 0;
            }
            case "FIELD" -> {
                VoTableField field = VoTableField.of(attributes);
                fields.add(field);
                rowBytes += field.fixedBytes();
            }
            case "BINARY", "BINARY2" -> {
                binary = true;
                binary2 = name(qName).equals("BINARY2");
            }
            case "FITS" -> throw new SAXException("it holds a FITS file inside (element FITS), which is not read; "
                    + "use the FITS file itself");
            case "STREAM" -> {
                if (binary) {
                    stream = new BinaryStreamCheck(List.copyOf(fields), binary2, attributes.getValue("encoding"));
                }
            }
            case "TR" -> {
                tableBytes += rowBytes;
                if (tableBytes > ALLOWANCE + BYTES_PER_CHARACTER * length) {
                    throw new SAXException("its arrays have " + tableBytes + " bytes, most of which are not in the "
                            + "file; arraysize states more elements than the rows have");
                }
            }
            default -> {
                // Says nothing about sizes.
            }
        }
    }

    @Override
    public void characters(char[] text, int start, int count) throws SAXException {
        if (stream != null) {
            stream.add(text, start, count);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        switch (name(qName)) {
            case "STREAM" -> {
                if (stream != null) {
                    stream.end();
                }
                stream = null;
            }
            case "BINARY", "BINARY2" -> binary = false;
            default -> {
                // Ends nothing that matters.
            }
        }
    }

    private static String name(String qName) {
        return qName.substring(qName.indexOf(':') + 1);
    }
}
