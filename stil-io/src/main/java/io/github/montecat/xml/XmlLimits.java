package io.github.montecat.xml;

import java.util.Map;
import javax.xml.XMLConstants;

/** Settings of the JDK's XML parsers under which a document costs memory in proportion to its own length. */
final class XmlLimits {

    /** Feature that has the parser read the DTD which a DOCTYPE names. */
    static final String LOAD_EXTERNAL_DTD = "http://apache.org/xml/features/nonvalidating/load-external-dtd";

    private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

    /**
     * Values of parser properties. Entities can be used, but cannot multiply; elements nest as deep as people write.
     */
    static final Map<String, String> PROPERTIES = Map.of(
            XMLConstants.ACCESS_EXTERNAL_DTD, "",
            XMLConstants.ACCESS_EXTERNAL_SCHEMA, "",
            LIMIT + "entityExpansionLimit", "1000",
            LIMIT + "totalEntitySizeLimit", "1000000",
            LIMIT + "maxElementDepth", "200");

    private XmlLimits() {
    }
}
