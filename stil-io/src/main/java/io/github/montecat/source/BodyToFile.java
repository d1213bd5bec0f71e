package io.github.montecat.source;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes what a server sends into a file, and hangs up as soon as it is too much or not wanted. */
final class BodyToFile implements HttpResponse.BodySubscriber<Void> {

    private final Path path;
    private final Watch watch;
    private final Download.StartCheck check;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private StartedFile file;
    private Flow.Subscription subscription;
    private long length = -1;
    private boolean ignored;
    private boolean closed;

    BodyToFile(Path path, Watch watch, Download.StartCheck check) {
        this.path = path;
        this.watch = watch;
        this.check = check;
    }

    /** @return this, for a body of so many bytes, negative if unknown */
    synchronized BodyToFile expecting(long bytes) {
        length = bytes;
        return this;
    }

    /** @return this, for a body that nobody wants */
    synchronized BodyToFile ignoring() {
        ignored = true;
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription s) {
        subscription = s;
        if (ignored || closed) {
            s.cancel();
            done.complete(null);
            return;
        }
        try {
            watch.requireRoom(length);
            file = new StartedFile(path, watch, check);
            s.request(1);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (done.isDone() || closed) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                file.write(buffer);
            }
            subscription.request(1);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public synchronized void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public synchronized void onComplete() {
        try {
            if (file != null && !closed) {
                file.finish();
            }
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    private void fail(IOException e) {
        subscription.cancel();
        done.completeExceptionally(e);
    }

    /** Closes the file; what still comes is dropped. */
    synchronized void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
        }
    }
}
