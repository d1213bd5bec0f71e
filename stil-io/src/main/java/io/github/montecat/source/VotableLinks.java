package io.github.montecat.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds VOTables whose data are elsewhere: STIL reads whatever file or address the attribute {@code href} of a STREAM
 * names. Stateless.
 */
public final class VotableLinks {

    private VotableLinks() {
    }

    /**
     * @param file a VOTable
     * @param name its name or address, for messages
     * @throws IOException if it names another file or address, or is no XML
     */
    public static void requireNone(Path file, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.newSAXParser().parse(in, new Search());
        } catch (LinkException e) {
            throw new IOException(name + " is a VOTable whose data are in another file or at another address (STREAM "
                    + "with href), which is not read; save it with its data inside", e);
        } catch (SAXParseException e) {
            throw new IOException(name + " is no well-formed VOTable: there is a mistake in line "
                    + e.getLineNumber(), e);
        } catch (SAXException e) {
            throw new IOException(name + " is no well-formed VOTable", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's XML parser lacks a feature", e);
        }
    }

    /** Thrown where a link is found. */
    private static final class LinkException extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Search extends DefaultHandler {

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            if (plain(name).equalsIgnoreCase("STREAM")) {
                for (int i = 0; i < attributes.getLength(); i++) {
                    if (plain(attributes.getQName(i)).equalsIgnoreCase("href")) {
                        throw new LinkException();
                    }
                }
            }
        }

        private static String plain(String name) {
            return name.substring(name.indexOf(':') + 1);
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
