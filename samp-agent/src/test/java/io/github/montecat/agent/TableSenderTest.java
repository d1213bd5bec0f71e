package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.client.SampException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TableSenderTest {

    @Test
    void aTableThatReachesNoReceiverIsNotSent(@TempDir Path folder) throws Exception {
        PrivateHub hub = new PrivateHub(folder);
        try (LoopbackServer server = new LoopbackServer(); TemporaryFolder files = new TemporaryFolder("montecat-test-");
                HubLink link = new HubLink(hub.profile().clientProfile(server), connected -> { })) {
            link.declareMetadata(new Metadata());
            link.open(1000);
            TableSender sender = new TableSender(link, server, files);
            Path file = Files.write(folder.resolve("t.fits"), new byte[1]);
            SampException e = assertThrows(SampException.class, () -> sender.deliver(file, "sky",
                    new Message(TableSender.MTYPE), List.of("gone-1", "gone-2")));
            assertTrue(e.getMessage().contains("'sky' is not sent"), e.getMessage());
        } finally {
            hub.close();
        }
    }
}
