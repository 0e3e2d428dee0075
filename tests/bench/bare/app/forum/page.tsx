import { Filling } from "../filling";

export default function ForumPage() {
  return <Filling bytes={process.env.BENCH_FORUM_BYTES} />;
}
