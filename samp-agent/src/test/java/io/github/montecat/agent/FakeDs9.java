package io.github.montecat.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.MessageHandler;

/** A client that answers as DS9 8.4.1 was seen to, and takes tables as it does. */
final class FakeDs9 implements AutoCloseable {

    /** Its answers by value. */
    final Map<String, String> values = new HashMap<>();
    /** What it was told, with the content of files. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    /** Addresses of tables it was sent. */
    final List<String> tables = Collections.synchronizedList(new ArrayList<>());
    /** Whether it shows a dialogue and answers nothing. */
    volatile boolean silent;
    volatile String regions = "";

    private final LoopbackServer server = new LoopbackServer();
    private final Path folder;
    private final HubLink link;

    FakeDs9(StandardProfile profile, Path folder) throws IOException {
        this.folder = folder;
        values.put("version", "ds9 8.4.1");
        values.put("bin cols", "x y");
        values.put("bin factor", "1 1");
        values.put("bin about", "50.5 50.5");
        values.put("bin buffersize", "1024");
        link = new HubLink(profile.clientProfile(server), connected -> { });
        Metadata metadata = new Metadata();
        metadata.setName("ds9");
        link.declareMetadata(metadata);
        link.addMessageHandler(new Answering());
        link.open(1000);
    }

    private final class Answering implements MessageHandler {

        private final MessageService service = new MessageService(List.of("ds9.get", "ds9.set", "table.load.fits")) {
            @Override
            Map<String, Object> serve(String sender, Message message) throws Exception {
                return answer(message);
            }
        };

        @Override
        public Map<String, Object> getSubscriptions() {
            return service.getSubscriptions();
        }

        @Override
        public void receiveNotification(HubConnection connection, String sender, Message message) {
            service.receiveNotification(connection, sender, message);
        }

        @Override
        public void receiveCall(HubConnection connection, String sender, String id, Message message) {
            if (!silent) {
                service.receiveCall(connection, sender, id, message);
            }
        }
    }

    private Map<String, Object> answer(Message message) throws IOException {
        if (message.getMType().equals("table.load.fits")) {
            tables.add((String) message.getParam("url"));
            return Map.of();
        }
        String command = (String) message.getParam("cmd");
        if (message.getMType().equals("ds9.set")) {
            String url = (String) message.getParam("url");
            told.add(url == null ? command : command + "\n" + Files.readString(Path.of(java.net.URI.create(url))));
            return Map.of();
        }
        if (command.startsWith("regions")) {
            Path file = Files.writeString(folder.resolve("ds9 answer.rgn"), regions);
            // Host and doubled slash as DS9 writes them.
            return Map.of("url", "file://localhost/" + file.toAbsolutePath().toString().replace(" ", "%20"));
        }
        String value = values.get(command);
        return value == null ? Map.of() : Map.of("value", value);
    }

    @Override
    public void close() {
        link.close();
        server.close();
    }
}
