package io.github.montecat.xml;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * Makes document builders that load nothing from outside the document: a DOCTYPE is passed over, a document that uses
 * an external entity is refused. Validation needs the DTD and is not supported. JAXP calls it; like every JAXP factory
 * it is not safe for use by several threads.
 */
public final class SelfContainedDocumentBuilderFactory extends DocumentBuilderFactory {

    private final DocumentBuilderFactory jdk = DocumentBuilderFactory.newDefaultInstance();

    /** Called by JAXP. */
    public SelfContainedDocumentBuilderFactory() {
    }

    @Override
    public DocumentBuilder newDocumentBuilder() throws ParserConfigurationException {
        if (isValidating()) {
            throw new ParserConfigurationException("this program reads no DTD, so it cannot validate XML");
        }
        jdk.setNamespaceAware(isNamespaceAware());
        jdk.setIgnoringElementContentWhitespace(isIgnoringElementContentWhitespace());
        jdk.setExpandEntityReferences(isExpandEntityReferences());
        jdk.setIgnoringComments(isIgnoringComments());
        jdk.setCoalescing(isCoalescing());
        jdk.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        jdk.setFeature(XmlLimits.LOAD_EXTERNAL_DTD, false);
        for (Map.Entry<String, String> limit : XmlLimits.PROPERTIES.entrySet()) {
            jdk.setAttribute(limit.getKey(), limit.getValue());
        }
        return jdk.newDocumentBuilder();
    }

    @Override
    public void setAttribute(String name, Object value) {
        jdk.setAttribute(name, value);
    }

    @Override
    public Object getAttribute(String name) {
        return jdk.getAttribute(name);
    }

    @Override
    public void setFeature(String name, boolean value) throws ParserConfigurationException {
        jdk.setFeature(name, value);
    }

    @Override
    public boolean getFeature(String name) throws ParserConfigurationException {
        return jdk.getFeature(name);
    }
}
