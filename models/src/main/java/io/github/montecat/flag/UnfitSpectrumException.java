package io.github.montecat.flag;

import io.github.montecat.error.PlainText;
import io.github.montecat.error.UserMessage;
import java.util.Objects;
import java.util.Optional;

/** Says why a spectrum cannot be fitted: a flag for machines and a sentence that names both sides and the way out. */
public final class UnfitSpectrumException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    private final FitFlag flag;
    private final MissingFile missing;

    /**
     * @param flag the kind of reason
     * @param reason a sentence for the user
     */
    public UnfitSpectrumException(FitFlag flag, String reason) {
        this(flag, reason, null);
    }

    /**
     * @param flag the kind of reason
     * @param reason a sentence for the user
     * @param missing the file whose absence is the reason; null if there is none
     */
    public UnfitSpectrumException(FitFlag flag, String reason, MissingFile missing) {
        super(PlainText.sentence(reason));
        this.flag = Objects.requireNonNull(flag);
        this.missing = missing;
    }

    /** @return the kind of reason */
    public FitFlag flag() {
        return flag;
    }

    /** @return the file whose absence is the reason; empty if the reason is another */
    public Optional<MissingFile> missing() {
        return Optional.ofNullable(missing);
    }
}
