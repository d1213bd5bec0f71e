package io.github.montecat.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.astrogrid.samp.httpd.HttpServer;
import org.astrogrid.samp.httpd.ResourceHandler;
import org.astrogrid.samp.httpd.ServerResource;
import org.astrogrid.samp.httpd.UtilServer;
import org.astrogrid.samp.xmlrpc.SampXmlRpcServer;
import org.astrogrid.samp.xmlrpc.SampXmlRpcServerFactory;
import org.astrogrid.samp.xmlrpc.internal.InternalServer;

/**
 * JSAMP's HTTP server on the loopback interface: end point for messages and place where other clients fetch icon,
 * documentation and tables. JSAMP's own default instance would listen on every interface and could not be stopped. Safe
 * for use by several threads.
 */
public final class LoopbackServer implements AutoCloseable {

    private final HttpServer server;
    private final InternalServer xmlRpc;
    private final ResourceHandler resources;
    private final String base;

    /**
     * Starts a server on a free port.
     *
     * @throws IOException if no port can be opened
     */
    public LoopbackServer() throws IOException {
        server = new HttpServer(new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1")));
        server.setDaemon(true);
        xmlRpc = new InternalServer(server, "/xmlrpc");
        // Other users of the machine can reach the port too; they shall not guess the addresses.
        String path = "/" + UUID.randomUUID() + "/";
        resources = new ResourceHandler(server, path);
        server.addHandler(resources);
        base = new URL(server.getBaseUrl(), path).toString();
        server.start();
    }

    /** @return a factory that hands out this server's one XML-RPC end point */
    public SampXmlRpcServerFactory xmlRpcServers() {
        return new SampXmlRpcServerFactory() {
            @Override
            public SampXmlRpcServer getServer() {
                return xmlRpc;
            }
        };
    }

    /**
     * Has JSAMP use this server where it would open one of its own on every interface: its hub serves its icon there.
     *
     * @throws IOException if JSAMP does not take it
     */
    void becomeDefault() throws IOException {
        UtilServer.setInstance(new UtilServer(server));
    }

    /**
     * Serves a file until {@link #withdraw}.
     *
     * @param name last part of the address
     * @param contentType MIME type
     * @param file the file, which must stay as it is
     * @return its address
     * @throws IOException if the file cannot be read
     */
    public URL share(String name, String contentType, Path file) throws IOException {
        return share(name, contentType, file, () -> { });
    }

    /**
     * Serves a file until {@link #withdraw}.
     *
     * @param name last part of the address
     * @param contentType MIME type
     * @param file the file, which must stay as it is
     * @param fetched run each time before somebody has the last of it
     * @return its address
     * @throws IOException if the file cannot be read
     */
    URL share(String name, String contentType, Path file, Runnable fetched) throws IOException {
        return share(name, contentType, Files.size(file), out -> {
            Files.copy(file, out);
            fetched.run();
        });
    }

    /**
     * Serves a class path resource.
     *
     * @param owner class beside which the resource lies
     * @param name its name
     * @param contentType MIME type
     * @return its address
     * @throws IOException if there is no such resource
     */
    public URL shareResource(Class<?> owner, String name, String contentType) throws IOException {
        byte[] content;
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the program lacks its resource " + name);
            }
            content = in.readAllBytes();
        }
        return share(name, contentType, content.length, out -> out.write(content));
    }

    /**
     * Ends the serving of a file or resource.
     *
     * @param url what {@code share} returned
     */
    public void withdraw(URL url) {
        resources.removeResource(url);
    }

    /**
     * @param url any address
     * @return whether it is one of this server's resources
     */
    public boolean isOwn(String url) {
        return url.startsWith(base);
    }

    /** Stops listening; requests that are being answered are completed. */
    @Override
    public void close() {
        server.stop();
    }

    private URL share(String name, String contentType, long length, Body body) {
        return resources.addResource(name, new ServerResource() {
            @Override
            public String getContentType() {
                return contentType;
            }

            @Override
            public long getContentLength() {
                return length;
            }

            @Override
            public void writeBody(OutputStream out) throws IOException {
                body.writeTo(out);
            }
        });
    }

    /** Content of a resource. */
    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
