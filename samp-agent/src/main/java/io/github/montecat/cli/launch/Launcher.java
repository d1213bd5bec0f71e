package io.github.montecat.cli.launch;

import io.github.montecat.cli.Montecat;
import java.util.List;

/**
 * The runnable jar's main class: makes sure that the Java virtual machine has what the computation wants, then hands
 * the arguments to {@link Montecat}.
 *
 * <p>All commands need the vector module in the boot layer; those that use ND4J's native library need
 * one OpenMP thread. Both must be chosen when a virtual machine starts, so with a bare
 * {@code java -jar} the launcher starts a second one with the right flags and stays until that one has
 * ended; its exit code is passed on. Where that is impossible the program runs in
 * this virtual machine, slower, and says so in one line on standard error. The {@code montecat} script starts this
 * class too.
 */
public final class Launcher {

    private Launcher() {
    }

    /**
     * Starts the program.
     *
     * @param args the command line, as {@link Montecat} takes it
     * @throws Exception as thrown by {@link Montecat#main}
     */
    public static void main(String[] args) throws Exception {
        JvmRestart.endWithParent();
        Deserialisation.forbid();
        List<JvmNeed> missing = JvmNeed.missingFor(List.of(args));
        if (!missing.isEmpty()) {
            if (JvmRestart.isRestarted()) {
                sayWhatIsSlower(missing, "the restarted Java lacks it too");
            } else if (missing.stream().noneMatch(JvmNeed::canBeMet)) {
                sayWhatIsSlower(missing, "this Java does not have it");
            } else {
                try {
                    System.exit(new JvmRestart(Launcher.class.getName()).run(List.of(JvmNeed.values()), List.of(args)));
                } catch (JvmRestart.CannotRestartException e) {
                    sayWhatIsSlower(missing, e.getMessage());
                }
            }
        }
        Montecat.main(args);
    }

    private static void sayWhatIsSlower(List<JvmNeed> missing, String why) {
        for (JvmNeed need : missing) {
            System.err.println("montecat: running without " + need.description() + ", which is slower (" + why + ")");
        }
    }
}
