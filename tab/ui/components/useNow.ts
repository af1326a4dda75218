import { useEffect, useState } from 'react';

const minuteMilliseconds = 60_000;

/** The present moment, brought up to date each minute: for "2 hours ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return now;
}
