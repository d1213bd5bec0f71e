package io.github.montecat.cli.launch;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something the computation wants from its virtual machine that only a start of one can give. */
enum JvmNeed {

    /** The incubating vector module, for the fused network kernels. */
    VECTOR_MODULE("the vector module jdk.incubator.vector") {
        @Override
        boolean isNeededBy(List<String> words) {
            return true;
        }

        @Override
        boolean isMetHere() {
            return ModuleLayer.boot().findModule(VECTOR).isPresent();
        }

        @Override
        boolean canBeMet() {
            return ModuleFinder.ofSystem().find(VECTOR).isPresent();
        }

        @Override
        void add(List<String> flags, Map<String, String> environment) {
            flags.add("--add-modules");
            flags.add(VECTOR);
        }
    },

    /**
     * One OpenMP thread, for what uses ND4J: training, its benchmark, and the reference engine. ND4J's native threads
     * spin while they wait, and starve those of Java.
     */
    ONE_OPENMP_THREAD("OMP_NUM_THREADS=1") {
        @Override
        boolean isNeededBy(List<String> words) {
            return !words.isEmpty() && USERS_OF_ND4J.contains(words.get(0))
                    || words.stream().anyMatch(w -> w.equalsIgnoreCase("nd4j") || w.equalsIgnoreCase("--engine=nd4j"));
        }

        @Override
        boolean isMetHere() {
            return "1".equals(System.getenv(OMP));
        }

        @Override
        boolean canBeMet() {
            return true;
        }

        @Override
        void add(List<String> flags, Map<String, String> environment) {
            environment.put(OMP, "1");
        }
    };

    private static final String VECTOR = "jdk.incubator.vector";
    private static final String OMP = "OMP_NUM_THREADS";
    private static final List<String> USERS_OF_ND4J = List.of("train", "adapt", "bench");

    private final String description;

    JvmNeed(String description) {
        this.description = description;
    }

    /** @return what it is, for a message */
    String description() {
        return description;
    }

    /**
     * @param words the command line
     * @return whether the command is slow without it
     */
    abstract boolean isNeededBy(List<String> words);

    /** @return whether this virtual machine has it */
    abstract boolean isMetHere();

    /** @return whether another virtual machine of the same installation could have it */
    abstract boolean canBeMet();

    /**
     * Asks for it.
     *
     * @param flags flags of the new virtual machine; added to
     * @param environment its environment; changed
     */
    abstract void add(List<String> flags, Map<String, String> environment);

    /**
     * @param words the command line
     * @return what the command needs and this virtual machine does not have, in a new list
     */
    static List<JvmNeed> missingFor(List<String> words) {
        List<JvmNeed> missing = new ArrayList<>();
        for (JvmNeed need : values()) {
            if (need.isNeededBy(words) && !need.isMetHere()) {
                missing.add(need);
            }
        }
        return missing;
    }
}
