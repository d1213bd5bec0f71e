package io.github.montecat.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.ResponseHandler;
import org.astrogrid.samp.client.SampException;

/**
 * The calls that have not been answered yet. Each ends: by the answer, by its time-out, or when the hub or the receiver
 * goes. JSAMP's own list forgets calls without a word when the hub goes. Safe for use by several threads.
 */
final class PendingCalls implements ResponseHandler {

    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();

    /**
     * A call that is about to be made.
     *
     * @param tag goes with the call and comes back with the answer
     * @param receiver public id of the client that is called
     * @param answer completed by the answer, or exceptionally if there is none
     */
    record Call(String tag, String receiver, CompletableFuture<Response> answer) {
    }

    /** @param receiver public id of the client that is called */
    Call open(String receiver) {
        Call call = new Call("montecat-" + opened.incrementAndGet(), receiver, new CompletableFuture<>());
        calls.put(call.tag(), call);
        call.answer().whenComplete((response, error) -> calls.remove(call.tag()));
        return call;
    }

    /** Ends all calls: the hub that would bring the answers has gone. */
    void loseAll() {
        for (Call call : List.copyOf(calls.values())) {
            call.answer().completeExceptionally(new SampException("the SAMP hub has gone"));
        }
    }

    /** Ends the calls of a client that has left the hub. */
    void loseThoseOf(String receiver) {
        for (Call call : List.copyOf(calls.values())) {
            if (call.receiver().equals(receiver)) {
                call.answer().completeExceptionally(new SampException("client " + receiver + " has left the SAMP hub"));
            }
        }
    }

    @Override
    public boolean ownsTag(String tag) {
        return calls.containsKey(tag);
    }

    @Override
    public void receiveResponse(HubConnection connection, String responder, String tag, Response response) {
        Call call = calls.get(tag);
        if (call != null) {
            call.answer().complete(response);
        }
    }
}
