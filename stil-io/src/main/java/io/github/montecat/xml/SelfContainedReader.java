package io.github.montecat.xml;

import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Reads XML that holds all of its content. A DOCTYPE is passed over without being followed. A document that uses an
 * external entity is refused, because without that entity its content would be incomplete; so is a VOTable whose data
 * lie elsewhere ({@code <STREAM href="...">}), because STIL would open any file or address named there. Not safe for
 * use by several threads.
 */
final class SelfContainedReader extends XMLFilterImpl {

    private static final String WAY_OUT = "; save the file with all content inside";

    SelfContainedReader(XMLReader parser) {
        super(parser);
    }

    /** Asks no resolver that was set: what it found would come from outside. */
    @Override
    public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
        throw new SAXException("the XML refers to the external entity '" + systemId + "', which is never loaded"
                + WAY_OUT);
    }

    /** An entity that the parser does not know, since the DTD that may declare it is not read. */
    @Override
    public void skippedEntity(String name) throws SAXException {
        if (!name.startsWith("[") && !name.startsWith("%")) {
            throw new SAXException("the XML uses the entity '" + name + "', which it does not declare itself; DTDs are "
                    + "not loaded" + WAY_OUT);
        }
        super.skippedEntity(name);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        String name = qName.substring(qName.indexOf(':') + 1);
        String href = attributes.getValue("href");
        if (name.equalsIgnoreCase("STREAM") && href != null) {
            throw new SAXException("the VOTable keeps its data elsewhere (STREAM with href '" + href
                    + "'), which is never loaded" + WAY_OUT);
        }
        super.startElement(uri, localName, qName, attributes);
    }
}
