package io.github.montecat.agent;

/**
 * A client as it was when it asked for something. Immutable.
 *
 * @param id its public id, which holds in one session with a hub
 * @param session number of that session
 * @param name its {@code samp.name}, empty if it has none or the name was not its own alone
 * @param takesParts whether it takes {@code montecat.result}
 * @param takesNoTables whether it is known to take no tables as tables: it is not subscribed to them, or it is DS9
 */
record Peer(String id, long session, String name, boolean takesParts, boolean takesNoTables) {

    /** Nobody in particular. */
    static final Peer NOBODY = new Peer("", 0, "", false, true);

    /** @return whether what it asked for goes to all that take tables, since it takes none itself */
    boolean isForAll() {
        return takesNoTables && !takesParts;
    }

    /**
     * Whether a client is this one: by its id in the same session with a hub, by its name in another one.
     *
     * @param other a client as it is now
     * @return false if it is another client, or the two cannot be told apart from others
     */
    boolean isSame(Peer other) {
        return session == other.session ? id.equals(other.id) : !name.isEmpty() && name.equals(other.name);
    }
}
