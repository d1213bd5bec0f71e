package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.UserMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.ErrInfo;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.MessageHandler;
import org.astrogrid.samp.client.SampException;

/**
 * Serves some message types. What goes wrong is said in the response to a call and in the log in any case, since a
 * notification has no response. JSAMP's own base class hides the errors of notifications.
 */
abstract class MessageService implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(MessageService.class.getName());

    private final Map<String, Object> subscriptions = new LinkedHashMap<>();

    MessageService(Mtype... mtypes) {
        this(Arrays.stream(mtypes).map(Mtype::word).toList());
    }

    /** @param mtypes also those of other programs */
    MessageService(List<String> mtypes) {
        mtypes.forEach(m -> subscriptions.put(m, Map.of()));
    }

    /**
     * Serves a message. Called from several threads at once.
     *
     * @param sender public id of the client that sent it
     * @param message the message
     * @return the result for the response, of texts, lists and maps as SAMP has them
     * @throws Exception if it cannot be served; the message is for the user of the sender
     */
    abstract Map<String, Object> serve(String sender, Message message) throws Exception;

    @Override
    public final Map<String, Object> getSubscriptions() {
        return subscriptions;
    }

    @Override
    public final void receiveNotification(HubConnection connection, String sender, Message message) {
        try {
            serve(sender, message);
        } catch (Throwable e) {
            // JSAMP's thread ends here; without this JSAMP would log a stack trace for every bad message.
            log(connection, sender, message, e);
        }
    }

    @Override
    public final void receiveCall(HubConnection connection, String sender, String messageId, Message message) {
        Response response;
        try {
            response = Response.createSuccessResponse(serve(sender, message));
        } catch (Throwable e) {
            log(connection, sender, message, e);
            ErrInfo info = new ErrInfo(SampText.of(ErrorSentence.of(e)));
            info.setUsertxt(SampText.of("Montecat: " + ErrorSentence.of(e)));
            response = Response.createErrorResponse(info);
        }
        try {
            connection.reply(messageId, response);
        } catch (SampException e) {
            LOG.log(Level.FINE, "no way to answer " + message.getMType() + " from " + sender, e);
        }
    }

    private static void log(HubConnection connection, String sender, Message message, Throwable error) {
        String from = sender;
        try {
            from = String.valueOf(connection.getMetadata(sender).getName());
        } catch (SampException e) {
            LOG.log(Level.FINE, "sender " + sender + " has gone", e);
        }
        LOG.log(Level.WARNING, message.getMType() + " from " + from + ": " + ErrorSentence.of(error),
                isExpected(error) ? null : error);
    }

    private static boolean isExpected(Throwable e) {
        return e instanceof UserMessage || e instanceof IOException || e instanceof IllegalArgumentException;
    }
}
