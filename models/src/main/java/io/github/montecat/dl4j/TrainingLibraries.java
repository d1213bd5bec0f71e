package io.github.montecat.dl4j;

import io.github.montecat.error.RefusedValueException;

/** Whether Deeplearning4j and ND4J are there: the jar for inference leaves them out. Stateless. */
public final class TrainingLibraries {

    private TrainingLibraries() {
    }

    /**
     * Checks that they are there.
     *
     * @param user what needs them, such as {@code engine nd4j}, for the message
     * @throws IllegalArgumentException if they are not; the message says which jar has them
     */
    public static void require(String user) {
        try {
            Class.forName("org.nd4j.linalg.factory.Nd4j", false, TrainingLibraries.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new RefusedValueException(user + " needs Deeplearning4j and ND4J, which this jar does not have; "
                    + "use montecat-agent-VERSION-all.jar", e);
        }
    }
}
