package io.gatehouse.testing;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameMatches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails each test in which a library looks by reflection into a class that is not registered for the native executable,
 * and names both: the executable would find nothing there. {@code -Dnative.sources} names the folder of what an
 * executable is built from; without it, nothing is traced.
 */
public class ReflectionTrace implements LauncherSessionListener {
    /** What looks into classes while requests are answered, rather than while an executable is built. JNA does so by JNI. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(com\\.fasterxml\\.jackson|org\\.hibernate(?!\\.validator)|io\\.quarkus\\.qute|picocli|com\\.twilio)\\..*");

    private static final Pattern SHIPPED = Pattern.compile("(twilio|picocli|webauthn4j)");
    private static final String SOURCES = "native.sources";

    private static Set<String> registered;
    private static Set<String> shipped;

    /** Called by {@link Class}; loaded by the bootstrap loader, since that sees no other. */
    public static class Hook {
        public static volatile Consumer<Class<?>> lookedInto;
    }

    static class OnReflection {
        @Advice.OnMethodEnter
        static void enter(@Advice.This Class<?> type) {
            Hook.lookedInto.accept(type);
        }
    }

    static boolean isOn() {
        return System.getProperty(SOURCES) != null;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!isOn() || registered != null) {
            return;
        }
        try {
            read(Path.of(System.getProperty(SOURCES)));
            ByteBuddyAgent.install().appendToBootstrapClassLoaderSearch(hook());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Hook.lookedInto = ReflectionTrace::lookedInto;
        new ByteBuddy()
                .redefine(Class.class)
                .visit(Advice.to(OnReflection.class)
                        .on(isPublic()
                                .and(nameMatches("get(Declared)?(Constructor|Method|Field)s?|getRecordComponents"))))
                .make()
                .load(
                        null,
                        ClassReloadingStrategy.fromInstalledAgent(ClassReloadingStrategy.Strategy.RETRANSFORMATION));
    }

    private static void lookedInto(Class<?> type) {
        if (!shipped.contains(type.getName()) || registered.contains(type.getName())) {
            return;
        }
        StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::getClassName)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith(ReflectionTrace.class.getName()))
                        .findFirst())
                .filter(caller -> LIBRARIES.matcher(caller).matches())
                .ifPresent(caller -> {
                    throw new IllegalStateException(type.getName()
                            + " is not registered for the native executable, and looked into by " + caller);
                });
    }

    private static void read(Path sources) throws IOException {
        registered = new HashSet<>();
        shipped = new HashSet<>();
        for (Path jar : list(sources)) {
            if (jar.toString().endsWith("-runner.jar")) {
                shipped.addAll(classes(jar));
                registered.addAll(registered(jar));
            }
        }
        for (Path library : list(sources.resolve("lib"))) {
            if (SHIPPED.matcher(library.getFileName().toString()).find()) {
                shipped.addAll(classes(library));
            }
        }
    }

    /** Returns the classes that Quarkus and picocli's annotation processor have registered. */
    private static Set<String> registered(Path jar) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : file.stream()
                    .filter(entry -> entry.getName().matches("META-INF/native-image/.*reflect-config\\.json"))
                    .toList()) {
                try (InputStream types = file.getInputStream(entry)) {
                    for (JsonNode type : new ObjectMapper().readTree(types)) {
                        names.add(type.get("name").asText());
                    }
                }
            }
        }
        return names;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> classes(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    /** A jar with the hook alone, which must not be loaded before it. */
    private static JarFile hook() throws IOException {
        String file = ReflectionTrace.class.getName().replace('.', '/') + "$Hook.class";
        Path jar = Files.createTempFile("hook", ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = ReflectionTrace.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new ZipEntry(file));
            code.transferTo(out);
        }
        jar.toFile().deleteOnExit();
        return new JarFile(jar.toFile());
    }
}
