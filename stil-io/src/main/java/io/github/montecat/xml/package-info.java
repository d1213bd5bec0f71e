/**
 * XML parsers that read one document and nothing outside it. JAXP finds the two factories as services
 * ({@code META-INF/services}), so every library of a program that has this module on its class path gets them: STIL's
 * readers of VOTable and of FITS with VOTable metadata, and JSAMP's XML-RPC. No entry point has to switch them on.
 *
 * <p>In: any XML. Out: the same events or document tree as from the JDK's own parsers, or an error where the document
 * asks for an external entity, DTD or stream. Source: W3C XML 1.0; the limits are those of JAXP (JDK Security Guide).
 */
package io.github.montecat.xml;
