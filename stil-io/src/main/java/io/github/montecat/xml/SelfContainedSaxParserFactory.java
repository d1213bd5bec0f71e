package io.github.montecat.xml;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;

/**
 * Makes SAX parsers that load nothing from outside the document (see {@link SelfContainedReader}). Validation needs the
 * DTD and is not supported. JAXP calls it; like every JAXP factory it is not safe for use by several threads.
 */
public final class SelfContainedSaxParserFactory extends SAXParserFactory {

    private final SAXParserFactory jdk = SAXParserFactory.newDefaultInstance();

    /** Called by JAXP. */
    public SelfContainedSaxParserFactory() {
    }

    @Override
    public SAXParser newSAXParser() throws ParserConfigurationException, SAXException {
        if (isValidating()) {
            throw new ParserConfigurationException("this program reads no DTD, so it cannot validate XML");
        }
        jdk.setNamespaceAware(isNamespaceAware());
        jdk.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        jdk.setFeature(XmlLimits.LOAD_EXTERNAL_DTD, false);
        SAXParser parser = jdk.newSAXParser();
        for (Map.Entry<String, String> limit : XmlLimits.PROPERTIES.entrySet()) {
            parser.setProperty(limit.getKey(), limit.getValue());
        }
        return new SelfContainedSaxParser(parser);
    }

    @Override
    public void setFeature(String name, boolean value) throws ParserConfigurationException, SAXNotRecognizedException,
            SAXNotSupportedException {
        jdk.setFeature(name, value);
    }

    @Override
    public boolean getFeature(String name) throws ParserConfigurationException, SAXNotRecognizedException,
            SAXNotSupportedException {
        return jdk.getFeature(name);
    }
}
