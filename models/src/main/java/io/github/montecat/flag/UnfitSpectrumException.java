package io.github.montecat.flag;

import io.github.montecat.error.PlainText;
import io.github.montecat.error.UserMessage;
import java.util.Objects;

/** Says why a spectrum cannot be fitted: a flag for machines and a sentence that names both sides and the way out. */
public final class UnfitSpectrumException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    private final FitFlag flag;

    /**
     * @param flag the kind of reason
     * @param reason a sentence for the user
     */
    public UnfitSpectrumException(FitFlag flag, String reason) {
        super(PlainText.sentence(reason));
        this.flag = Objects.requireNonNull(flag);
    }

    /** @return the kind of reason */
    public FitFlag flag() {
        return flag;
    }
}
