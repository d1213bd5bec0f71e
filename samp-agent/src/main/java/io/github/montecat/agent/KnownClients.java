package io.github.montecat.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.astrogrid.samp.Client;
import org.astrogrid.samp.client.TrackedClientSet;

/**
 * The clients of the hub, and the last that have left it: what these took can still be asked. Safe for use by several
 * threads.
 */
final class KnownClients extends TrackedClientSet {

    private static final int REMEMBERED = 256;

    private final Map<String, Client> departed = Collections.synchronizedMap(new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Client> eldest) {
            return size() > REMEMBERED;
        }
    });

    private volatile Consumer<String> leaving = id -> { };

    /** @param listener told the public id of each client that leaves while the hub stays */
    void whenOneLeaves(Consumer<String> listener) {
        leaving = listener;
    }

    @Override
    public synchronized void removeClient(Client client) {
        present(client.getId()).ifPresent(c -> departed.put(c.getId(), c));
        super.removeClient(client);
        leaving.accept(client.getId());
    }

    /** Comes with no clients when the hub has gone, and with all when the next is joined, where ids start anew. */
    @Override
    public synchronized void setClients(Client[] clients) {
        if (clients.length == 0) {
            clients().forEach(c -> departed.put(c.getId(), c));
        } else {
            departed.clear();
        }
        super.setClients(clients);
    }

    /**
     * @param id a public id
     * @return the client that has it, or had it in this session with the hub
     */
    Optional<Client> find(String id) {
        return present(id).or(() -> Optional.ofNullable(departed.get(id)));
    }

    /**
     * @param id a public id
     * @return the client's name; empty if it is not known, has no name or is not the only one of that name
     */
    String uniqueName(String id) {
        String name = find(id).map(KnownClients::name).orElse("");
        List<Client> all = clients();
        synchronized (departed) {
            all.addAll(departed.values());
        }
        return all.stream().anyMatch(c -> !c.getId().equals(id) && name(c).equals(name)) ? "" : name;
    }

    private static String name(Client client) {
        return client.getMetadata() == null || client.getMetadata().getName() == null ? ""
                : client.getMetadata().getName();
    }

    private Optional<Client> present(String id) {
        return Optional.ofNullable((Client) getClientMap().get(id));
    }

    @SuppressWarnings("unchecked")
    private List<Client> clients() {
        Map<String, Client> map = getClientMap();
        synchronized (map) {
            return new ArrayList<>(map.values());
        }
    }
}
