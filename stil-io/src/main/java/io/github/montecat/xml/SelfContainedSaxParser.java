package io.github.montecat.xml;

import javax.xml.parsers.SAXParser;
import org.xml.sax.Parser;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLReaderAdapter;

/** A parser whose reader is a {@link SelfContainedReader}. Not safe for use by several threads. */
final class SelfContainedSaxParser extends SAXParser {

    private final SAXParser parser;
    private final XMLReader reader;

    SelfContainedSaxParser(SAXParser parser) throws SAXException {
        this.parser = parser;
        reader = new SelfContainedReader(parser.getXMLReader());
    }

    @Override
    public XMLReader getXMLReader() {
        return reader;
    }

    @Override
    @Deprecated
    public Parser getParser() throws SAXException {
        return new XMLReaderAdapter(reader);
    }

    @Override
    public boolean isNamespaceAware() {
        return parser.isNamespaceAware();
    }

    @Override
    public boolean isValidating() {
        return parser.isValidating();
    }

    @Override
    public void setProperty(String name, Object value) throws SAXNotRecognizedException, SAXNotSupportedException {
        parser.setProperty(name, value);
    }

    @Override
    public Object getProperty(String name) throws SAXNotRecognizedException, SAXNotSupportedException {
        return parser.getProperty(name);
    }
}
