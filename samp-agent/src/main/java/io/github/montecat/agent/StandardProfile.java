package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.SampUtils;
import org.astrogrid.samp.client.ClientProfile;
import org.astrogrid.samp.hub.Hub;
import org.astrogrid.samp.hub.HubProfile;
import org.astrogrid.samp.hub.HubServiceMode;
import org.astrogrid.samp.xmlrpc.LockInfo;
import org.astrogrid.samp.xmlrpc.SampXmlRpcClientFactory;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.astrogrid.samp.xmlrpc.StandardHubProfile;
import org.astrogrid.samp.xmlrpc.XmlRpcKit;

/**
 * SAMP's standard profile at one place: where its lock file lies, how to register there, and how to start a hub there.
 *
 * <p>Source: SAMP 1.3, section 4 (lock file, {@code SAMP_HUB}).
 */
public final class StandardProfile {

    /** JSAMP warns of every lock file that is not the default one, but a private hub is meant to have its own. */
    private static final Logger HUB_PROFILE_LOG = Logger.getLogger(StandardHubProfile.class.getName());

    private final URL lockUrl;
    private final SampXmlRpcClientFactory clients = XmlRpcKit.INTERNAL.getClientFactory();

    private StandardProfile(URL lockUrl) {
        this.lockUrl = lockUrl;
    }

    /**
     * The user's own place: {@code SAMP_HUB} if it names a lock file, else {@code .samp} in the home folder.
     *
     * @return the profile
     * @throws IOException if {@code SAMP_HUB} is malformed
     */
    public static StandardProfile ofUser() throws IOException {
        return new StandardProfile(StandardClientProfile.getLockUrl());
    }

    /**
     * A private place.
     *
     * @param lockFile where the hub's lock file lies or will lie
     * @return the profile
     */
    public static StandardProfile at(Path lockFile) {
        try {
            return new StandardProfile(lockFile.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new RefusedValueException("a lock file must lie in a folder, not at " + lockFile, e);
        }
    }

    /** @return the lock file's place, for messages */
    @Override
    public String toString() {
        File file = SampUtils.urlToFile(lockUrl);
        return file == null ? lockUrl.toString() : file.toString();
    }

    /**
     * @param server where the client will listen for messages
     * @return how a client registers here
     */
    public ClientProfile clientProfile(LoopbackServer server) {
        return new StandardClientProfile(clients, server.xmlRpcServers()) {
            @Override
            public LockInfo getLockInfo() throws IOException {
                return LockInfo.readLockFile(lockUrl);
            }
        };
    }

    /**
     * Starts a hub here if none is running: standard profile only, without any window.
     *
     * @param server where the hub will listen
     * @return the hub, or empty if one is running already
     * @throws IOException if no hub can be started; the message says why
     */
    public Optional<Hub> startHub(LoopbackServer server) throws IOException {
        if (clientProfile(server).isHubRunning()) {
            return Optional.empty();
        }
        File lockFile = SampUtils.urlToFile(lockUrl);
        if (lockFile == null) {
            throw new IOException("no SAMP hub is running at " + lockUrl + " and none can be started there, since it "
                    + "is no local file; start that hub or unset SAMP_HUB");
        }
        server.becomeDefault();
        HUB_PROFILE_LOG.setLevel(Level.SEVERE);
        HubProfile profile = new StandardHubProfile(clients, server.xmlRpcServers(), lockFile,
                StandardHubProfile.createSecret());
        try {
            return Optional.of(Hub.runHub(HubServiceMode.NO_GUI, new HubProfile[] {profile}, new HubProfile[0]));
        } catch (IOException e) {
            // Somebody else, such as a TOPCAT starting at this moment, may have been faster.
            if (clientProfile(server).isHubRunning()) {
                return Optional.empty();
            }
            throw new IOException("no SAMP hub is running and none can be started with lock file " + lockFile + ": "
                    + ErrorSentence.of(e), e);
        }
    }
}
