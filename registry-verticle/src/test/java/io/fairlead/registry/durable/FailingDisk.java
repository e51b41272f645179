package io.fairlead.registry.durable;

/** The real file, behind a disk that can be made to fail. */
final class FailingDisk implements CopyFile.Opener {
  volatile boolean failing;
  private final CopyFile.Opener real;

  FailingDisk(CopyFile.Opener real) {
    this.real = real;
  }

  @Override
  public CopyFile open() {
    var file = real.open();
    return new CopyFile() {
      @Override
      public Contents read() {
        return file.read();
      }

      @Override
      public void write(Changes changes) {
        if (failing) {
          throw new IllegalStateException("no space left on device");
        }
        file.write(changes);
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  @Override
  public void putAside() {
    real.putAside();
  }
}
