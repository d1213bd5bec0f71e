package io.github.montecat.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Client;
import org.astrogrid.samp.Subscriptions;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;

/** Tells who a client is, and finds it again when the hub has gone and come back. Safe for use by several threads. */
final class Peers {

    private static final Logger LOG = Logger.getLogger(Peers.class.getName());

    private final HubLink link;
    private final KnownClients clients;

    /**
     * @param link to the hub
     * @param clients the clients as the hub announces them
     */
    Peers(HubLink link, KnownClients clients) {
        this.link = link;
        this.clients = clients;
    }

    /**
     * @param clientId public id of a client that has just sent something, and may have left since
     * @return the client as it is, or as it was last seen
     */
    Peer peer(String clientId) {
        long session = link.session();
        Optional<Subscriptions> subscriptions;
        String name;
        try {
            // The first messages come while the registration is not complete: this waits until it is.
            HubLink.Registration registration = link.requireRegistration();
            session = registration.session();
            HubConnection connection = registration.connection();
            subscriptions = Optional.ofNullable(connection.getSubscriptions(clientId));
            String own = connection.getMetadata(clientId).getName();
            name = own != null && named(own).size() == 1 ? own : "";
        } catch (SampException e) {
            LOG.log(Level.FINE, "client " + clientId + " has gone", e);
            subscriptions = clients.find(clientId).map(Client::getSubscriptions);
            name = clients.uniqueName(clientId);
        }
        if (subscriptions.isEmpty() || session != link.session()) {
            // In a new session the id may be that of another client.
            return new Peer(clientId, session, "", false, false);
        }
        Subscriptions s = subscriptions.get();
        return new Peer(clientId, session, name, s.isSubscribed(TableSender.PART_MTYPE),
                !s.isSubscribed(TableSender.MTYPE) || s.isSubscribed(TableSender.DS9_MTYPE));
    }

    /**
     * Finds a client again: by its id in the session in which it asked, and in later ones by its name if exactly one
     * client has that.
     *
     * @param peer the client as it was
     * @return its present public id, empty if it is not here or cannot be told from others
     */
    Optional<String> locate(Peer peer) {
        try {
            HubConnection connection = link.getConnection();
            if (connection == null) {
                return Optional.empty();
            } else if (peer.session() == link.session()) {
                connection.getSubscriptions(peer.id());
                return Optional.of(peer.id());
            }
            List<String> same = peer.name().isEmpty() ? List.of() : named(peer.name());
            return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
        } catch (SampException e) {
            LOG.log(Level.FINE, "client " + peer.id() + " has gone", e);
            return Optional.empty();
        }
    }

    /** Asks the hub, since JSAMP's list of clients follows late. */
    private List<String> named(String name) throws SampException {
        HubConnection connection = link.requireConnection();
        List<String> ids = new ArrayList<>();
        for (String id : connection.getRegisteredClients()) {
            try {
                if (name.equals(connection.getMetadata(id).getName())) {
                    ids.add(id);
                }
            } catch (SampException e) {
                LOG.log(Level.FINE, "client " + id + " has gone", e);
            }
        }
        return ids;
    }
}
