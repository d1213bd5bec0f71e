package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.output.OutputFile;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code topcat}: starts the installed TOPCAT with Montecat inside, or prints how to. */
public final class TopcatCommand implements Command {

    private static final String PROGRAM = "topcat";
    private static final String PRINT = "print";
    /** Put beside this class when the program is packaged. */
    private static final String PLUGIN = "montecat-plugin.jar";

    @Override
    public String name() {
        return "topcat";
    }

    @Override
    public String summary() {
        return "Start TOPCAT with Montecat inside";
    }

    @Override
    public String usageArguments() {
        return "[TABLE...]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder().longOpt(PROGRAM).hasArg().argName("FILE")
                        .desc("TOPCAT's script or jar, if it is not on the path").get())
                .addOption(null, PRINT, false, "only print the command line that starts TOPCAT with the plugin")
                .addOption(null, AgentCommand.DOWNLOADS, false, "start the agent with this option: it fetches http and "
                        + "https addresses that stand in columns of PHA files. An agent that runs already is not changed");
    }

    @Override
    public String details() {
        return """
                TOPCAT gets a button 'X-ray spectral fit', an activation action, functions for columns, and a reader of PHA,
                RMF and ARF files. An agent is started when it is first needed and stops with TOPCAT. The plugin's jar is
                put into ~/.montecat; the line printed can be kept and pasted. Words after -- go to TOPCAT as they are.
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        Optional<Path> given = arguments.path(PROGRAM);
        if (given.isPresent() && !Files.isRegularFile(given.get())) {
            throw new FileNotFoundException("there is no TOPCAT at " + given.get()
                    + "; --topcat wants its script or its jar (topcat-full.jar)");
        }
        Optional<Path> program = given.map(Path::toAbsolutePath).or(() -> TopcatLine.find(System.getenv("PATH")));
        TopcatLine line = new TopcatLine(program.orElse(Path.of("topcat")), installPlugin(), java(), classPath(),
                arguments.has(AgentCommand.DOWNLOADS));
        List<String> words = line.words(arguments.words());
        if (arguments.has(PRINT)) {
            console.out().println(TopcatLine.quoted(words));
            return ExitCode.OK;
        } else if (program.isEmpty()) {
            throw new FileNotFoundException("there is no 'topcat' on the path; install TOPCAT (such as package topcat of "
                    + "Debian, or https://www.star.bristol.ac.uk/mbt/topcat/) or name its script or jar by --topcat");
        } else if (lacksDisplay()) {
            throw new IOException("there is no display to show TOPCAT on (DISPLAY is not set); start this on a desktop "
                    + "or through 'ssh -X', or fit without windows by 'montecat infer'");
        }
        console.remark("to start TOPCAT with the plugin yourself: " + TopcatLine.quoted(words));
        Process process = new ProcessBuilder(words).inheritIO().start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("TOPCAT ended with code " + code + "; it was started by: "
                    + TopcatLine.quoted(words));
        }
        return ExitCode.OK;
    }

    private static boolean lacksDisplay() {
        String system = System.getProperty("os.name");
        return !system.startsWith("Windows") && !system.startsWith("Mac") && isUnset("DISPLAY")
                && isUnset("WAYLAND_DISPLAY");
    }

    private static boolean isUnset(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(v -> !v.isBlank()).isEmpty();
    }

    /** Puts the plugin where it stays when this program is built anew; a TOPCAT that runs keeps the file it has. */
    private static Path installPlugin() throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".montecat");
        Path jar = folder.resolve("montecat-plugin-" + Version.current() + ".jar");
        try (InputStream in = TopcatCommand.class.getResourceAsStream(PLUGIN)) {
            if (in == null) {
                throw new FileNotFoundException("this build of Montecat does not contain the plugin; make it anew by "
                        + "'./mvnw package'");
            }
            byte[] content = in.readAllBytes();
            if (!Files.isRegularFile(jar) || !Arrays.equals(content, Files.readAllBytes(jar))) {
                OutputFile.requireFolder(folder);
                OutputFile.write(jar, content);
            }
        }
        return jar;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
