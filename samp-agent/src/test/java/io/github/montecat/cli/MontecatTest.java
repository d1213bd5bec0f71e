package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.output.TargetStream;
import io.github.montecat.physics.ModelExpression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;

class MontecatTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A command that does as its one word says. */
    private static final class ObedientCommand implements Command {

        @Override
        public String name() {
            return "obey";
        }

        @Override
        public String summary() {
            return "Does as it is told";
        }

        @Override
        public String usageArguments() {
            return "WORD";
        }

        @Override
        public Options options() {
            return new Options().addOption(Option.builder("n").longOpt("number").hasArg().argName("N")
                    .desc("a number").get())
                    .addOption(Option.builder().longOpt("prior").hasArg().argName("P").desc("priors").get())
                    .addOption(Option.builder().longOpt("loud").desc("a switch").get());
        }

        @Override
        public ExitCode run(Arguments arguments, Console console) throws Exception {
            switch (arguments.onlyWord("WORD")) {
                case "missing" -> throw new NoSuchFileException("a/b.fits");
                case "refuse" -> throw new RefusedValueException("found 3,\n  expected 4");
                case "model" -> ModelExpression.parse("tbabs*powr\u202elaw");
                case "library" -> throw new IllegalArgumentException("bound must be positive");
                case "crash" -> throw new IllegalStateException("oops");
                case "break" -> throw new ExceptionInInitializerError(new IOException("No space left on device"));
                case "check" -> {
                    return ExitCode.BAD_INPUT;
                }
                default -> console.out().println("number " + arguments.integer("number", 1).orElse(7));
            }
            console.remark("remark");
            return ExitCode.OK;
        }
    }

    private ExitCode run(String... words) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, false);
        return new Montecat(List.of(new ObedientCommand())).run(console, words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsAndRemarksGoToDifferentStreams() {
        assertEquals(ExitCode.OK, run("obey", "-n", "12", "please"));
        assertEquals("number 12", out().trim());
        assertEquals("remark", err().trim());
    }

    @Test
    void quietLeavesRemarksOut() {
        assertEquals(ExitCode.OK, run("obey", "--quiet", "please"));
        assertEquals("number 7", out().trim());
        assertEquals("", err());
    }

    @Test
    void unknownCommandSuggestsTheNearestAndListsAll() {
        assertEquals(ExitCode.BAD_USAGE, run("obye"));
        assertTrue(err().contains("'obye'") && err().contains("did you mean 'obey'?") && err().contains("known: obey"),
                err());
    }

    @Test
    void farWordGetsNoSuggestion() {
        assertEquals(ExitCode.BAD_USAGE, run("photosynthesis"));
        assertFalse(err().contains("did you mean"), err());
    }

    @Test
    void unknownOptionSuggestsTheNearest() {
        assertEquals(ExitCode.BAD_USAGE, run("obey", "--nubmer", "3", "x"));
        assertTrue(err().contains("did you mean '--number'?"), err());
    }

    @Test
    void wrongWordsAreBadUsage() {
        assertEquals(ExitCode.BAD_USAGE, run());
        assertEquals(ExitCode.BAD_USAGE, run("obey"));
        assertEquals(ExitCode.BAD_USAGE, run("obey", "a", "b"));
        assertEquals(ExitCode.BAD_USAGE, run("obey", "-n", "much", "a"));
        assertEquals(ExitCode.BAD_USAGE, run("obey", "-n", "0", "a"));
        assertEquals(ExitCode.BAD_USAGE, run("obey", "a", "-n"));
        assertTrue(err().contains("--number is 'much', expected a whole number"), err());
        assertTrue(err().contains("--number is 0, expected a whole number from 1"), err());
    }

    @Test
    void anOptionOfOneValueIsTakenOnce() {
        assertEquals(ExitCode.BAD_USAGE, run("obey", "--number", "32", "-n", "22", "a"));
        assertTrue(err().startsWith("montecat: --number was given 2 times, as '32' and '22', expected one value;"), err());
        assertEquals(ExitCode.BAD_USAGE, run("obey", "--number=32", "--number=32", "--number=4", "a"));
        assertTrue(err().contains("3 times, as '32' and '32' and '4'"), err());
        assertEquals("", out());
    }

    @Test
    void whatCollectsValuesAndSwitchesMayComeAgain() {
        assertEquals(ExitCode.OK, run("obey", "--prior", "a", "--prior", "b", "--loud", "--loud", "--number", "3", "please"),
                err());
        assertEquals("number 3", out().trim());
    }

    @Test
    void badInputIsOneSentenceWithoutStackTrace() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "missing"));
        assertEquals(ExitCode.BAD_INPUT, run("obey", "refuse"));
        assertEquals("montecat: no such file: a/b.fits\nmontecat: found 3, expected 4\n",
                err().replace("\r\n", "\n"));
    }

    @Test
    void commandMayReportBadInputItself() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "check"));
    }

    @Test
    void aMistakeInATextIsPointedAt() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "model"));
        List<String> lines = err().lines().toList();
        assertTrue(lines.get(0).startsWith("montecat: model 'tbabs*powr?law', position 7: "), err());
        assertEquals(List.of("  tbabs*powr?law", "        ^"), lines.subList(1, 3));
    }

    @Test
    void whatALibraryRefusesIsNoMistakeOfTheUsers() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "library"));
        assertTrue(err().contains("internal error: IllegalArgumentException: bound must be positive"), err());
    }

    @Test
    void ownFaultSaysSoAndDebugShowsWhere() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "crash"));
        assertTrue(err().contains("internal error: IllegalStateException: oops"), err());
        assertFalse(err().contains("\tat "), err());
        run("obey", "--debug", "crash");
        assertTrue(err().contains("\tat io.github.montecat.cli.MontecatTest"), err());
    }

    @Test
    void anErrorOfTheVirtualMachineIsOneSentenceToo() {
        assertEquals(ExitCode.BAD_INPUT, run("obey", "break"));
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().contains("No space left on device"), err());
    }

    private ExitCode runInto(String failure, String... words) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        Console console = new Console(new TargetStream(broken, "to standard output"), StandardCharsets.UTF_8,
                new PrintStream(err, true, StandardCharsets.UTF_8), false).quietly();
        return new Montecat(List.of(new ObedientCommand())).run(console, words);
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() {
        for (String words : List.of("obey please", "obey --help", "--help", "--version")) {
            err.reset();
            assertEquals(ExitCode.BAD_INPUT, runInto("No space left on device", words.split(" ")));
            assertEquals("montecat: cannot write to standard output: No space left on device", err().trim());
        }
    }

    @Test
    void aReaderThatHasSeenEnoughIsNotTold() {
        assertEquals(ExitCode.BAD_INPUT, runInto("Broken pipe", "obey", "please"));
        assertEquals("", err());
    }

    @Test
    void aPrintStreamThatFailsIsAFailure() {
        PrintStream closed = new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        Console console = new Console(closed, new PrintStream(err, true, StandardCharsets.UTF_8), false, true);
        assertEquals(ExitCode.BAD_INPUT, new Montecat(List.of(new ObedientCommand())).run(console, "obey", "please"));
        assertTrue(err().startsWith("montecat: cannot write to standard output: "), err());
    }

    @Test
    void helpNamesCommandsAndOptions() {
        assertEquals(ExitCode.OK, run("--help"));
        assertTrue(out().contains("obey  Does as it is told"), out());
        out.reset();
        assertEquals(ExitCode.OK, run("obey", "--help"));
        assertTrue(out().contains("usage: montecat obey [OPTION...] WORD"), out());
        assertTrue(out().contains("Does as it is told."), out());
        assertTrue(out().contains("-n, --number N  a number"), out());
        assertTrue(out().contains("--debug"), out());
        String byOption = out();
        out.reset();
        run("help", "obey");
        assertEquals(byOption, out());
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertEquals(ExitCode.OK, run("--version"));
        assertTrue(out().matches("montecat \\d+\\.\\d+\\.\\d+\\S*\\s+"), out());
    }
}
