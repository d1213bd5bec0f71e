package io.github.montecat.agent;

import java.io.IOException;
import org.astrogrid.samp.Metadata;

/** How the agent shows itself to other clients. */
final class AgentMetadata {

    private AgentMetadata() {
    }

    /**
     * @param server serves icon and documentation
     * @param version the program's version
     * @return the metadata
     * @throws IOException if the program lacks its resources
     */
    static Metadata of(LoopbackServer server, String version) throws IOException {
        Metadata metadata = new Metadata();
        metadata.setName("Montecat");
        metadata.setDescriptionText("Infers parameters of X-ray spectra by Monte Carlo Dropout: send a table of spectra "
                + "and receive it back with columns of medians and limits; highlight a row for its posterior");
        metadata.setIconUrl(server.shareResource(AgentMetadata.class, "montecat.png", "image/png").toString());
        metadata.setDocumentationUrl(server.shareResource(AgentMetadata.class, "agent.html",
                "text/html; charset=utf-8").toString());
        metadata.put("author.name", "The Montecat maintainers");
        metadata.put("montecat.version", version);
        return metadata;
    }
}
