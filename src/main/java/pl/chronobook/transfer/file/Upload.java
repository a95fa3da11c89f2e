package pl.chronobook.transfer.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;

/**
 * An uploaded file. Its content stays where it is, usually on a disk, and is read in
 * parts.
 */
public final class Upload {

	private static final int LONGEST_NAME = 200;

	private final String name;

	private final long size;

	private final InputStreamSource content;

	/**
	 * Creates an upload.
	 * @param name its name, with or without folders
	 * @param size its size in bytes
	 * @param content its content; opened more than once
	 */
	public Upload(String name, long size, InputStreamSource content) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		last = Cells.text(last.substring(0, Math.min(last.length(), LONGEST_NAME)));
		this.name = last.isEmpty() ? "plik" : last;
		this.size = size;
		this.content = content;
	}

	/** Creates an upload of a small file that is in memory already. */
	public Upload(String name, byte[] content) {
		this(name, content.length, new ByteArrayResource(content));
	}

	/** Creates an upload of a temporary file of ours. */
	public Upload(String name, Path file) throws IOException {
		this(name, Files.size(file), () -> Files.newInputStream(file));
	}

	/** Returns its name, by which readers recognise it. */
	public String name() {
		return this.name;
	}

	public long size() {
		return this.size;
	}

	/** Returns its content from a position on. */
	public InputStream open(long from) throws IOException {
		WorkLimit.check();
		InputStream in = this.content.getInputStream();
		try {
			in.skipNBytes(from);
			return in;
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	/** Returns its first bytes, at most {@code length}. */
	public byte[] head(int length) {
		return bytes(0, length);
	}

	/** Returns bytes from a position on, at most {@code length}. */
	byte[] bytes(long from, int length) {
		try (InputStream in = open(from)) {
			return in.readNBytes(length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
