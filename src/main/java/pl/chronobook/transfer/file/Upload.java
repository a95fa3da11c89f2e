package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;

/**
 * A file as somebody sent it. What is in it stays where it is, usually on a disk, and is
 * read piece by piece.
 */
public final class Upload {

	private static final int LONGEST_NAME = 200;

	private final String name;

	private final long size;

	private final InputStreamSource content;

	/**
	 * Takes a file.
	 * @param name what it was called, with or without folders
	 * @param size how many bytes it has
	 * @param content what is in it, as often as it is asked
	 */
	public Upload(String name, long size, InputStreamSource content) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		last = Cells.text(last.substring(0, Math.min(last.length(), LONGEST_NAME)));
		this.name = last.isEmpty() ? "plik" : last;
		this.size = size;
		this.content = content;
	}

	/** Takes a small file that is in memory already. */
	Upload(String name, byte[] content) {
		this(name, content.length, new ByteArrayResource(content));
	}

	/** Takes a file of ours on the disk. */
	Upload(String name, Path file) throws IOException {
		this(name, Files.size(file), () -> Files.newInputStream(file));
	}

	/** What it was called, for the reader to recognise it by. */
	public String name() {
		return this.name;
	}

	long size() {
		return this.size;
	}

	/** What is in it, from a place on. */
	InputStream open(long from) throws IOException {
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

	/** The bytes with which it begins, as many as there are. */
	byte[] head(int length) {
		return bytes(0, length);
	}

	/** Some of the bytes, as many as there are. */
	byte[] bytes(long from, int length) {
		try (InputStream in = open(from)) {
			return in.readNBytes(length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
