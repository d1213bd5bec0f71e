package io.github.montecat.cli;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something the computation wants from its virtual machine that only a start of one can give. */
enum JvmNeed {

    /** The incubating vector module, for the fused network kernels. */
    VECTOR_MODULE("the vector module jdk.incubator.vector") {
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

    /** One OpenMP thread: ND4J's native threads spin while they wait, and starve those of Java. */
    ONE_OPENMP_THREAD("OMP_NUM_THREADS=1") {
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

    private final String description;

    JvmNeed(String description) {
        this.description = description;
    }

    /** @return what it is, for a message */
    String description() {
        return description;
    }

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

    /** @return the needs that this virtual machine does not meet, in a new list */
    static List<JvmNeed> missingHere() {
        List<JvmNeed> missing = new ArrayList<>();
        for (JvmNeed need : values()) {
            if (!need.isMetHere()) {
                missing.add(need);
            }
        }
        return missing;
    }
}
